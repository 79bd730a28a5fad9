// What can go wrong in front of the officer; `kind` names the sentence in the page that says what to do.
export class Trouble extends Error {
  constructor(kind, cause) {
    super(kind, { cause });
    this.kind = kind;
  }
}
