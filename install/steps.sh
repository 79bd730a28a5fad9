# shellcheck shell=bash
# The steps every role shares: checks, apt packages, the venv. Sourced by install.sh; needs texts.sh, HERE and LOG.

say() {  # say KEY [ARG...]: one sentence in the reader's language
  local key=$1 text
  shift
  text=${EN[$key]}
  if [[ ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} == zh* ]]; then text=${ZH[$key]}; fi
  # shellcheck disable=SC2059  # the catalogue holds the format
  printf "$text\n" "$@"
}

stop() {  # stop KEY [ARG...]: what failed and what to do, then the end
  { printf '\n'; say "$@"; } >&2
  exit 1
}

attempt() {  # attempt KEY COMMAND...: runs quietly into the log; says KEY and the last lines when it fails
  local key=$1
  shift
  printf '\n$ %s\n' "$*" >>"$LOG"
  if ! "$@" >>"$LOG" 2>&1 </dev/null; then
    tail -n 12 "$LOG" | sed 's/^/    /' >&2
    stop "$key" "$LOG"
  fi
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

check_machine() {
  command -v apt-get >/dev/null || stop not_debian
  case $(dpkg --print-architecture) in amd64|arm64) ;; *) stop not_64_bit "$(dpkg --print-architecture)" ;; esac
  (($(date +%Y) >= 2026)) || stop clock_wrong "$(date +%F)"
  (($(df -Pk "$HERE" | awk 'NR == 2 {print $4}') > 2500000)) || stop disk_full "$HERE"
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then stop no_sudo; fi
}

wanted_packages() {  # one name a line; `# ...` gives the reason; `@NAME` takes in another list
  local line
  while read -r line; do
    line=${line%%#*}
    line=${line//[[:space:]]/}
    case $line in
      '') ;;
      @*) wanted_packages "${line#@}" ;;
      *) printf '%s\n' "$line" ;;
    esac
  done <"$HERE/install/apt/$1.txt"
}

install_packages() {  # install_packages ROLE: only what dpkg does not have yet
  local missing=() package
  for package in $(wanted_packages "$1" | sort -u); do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if ! ((${#missing[@]})); then say apt_nothing; return; fi
  say apt_installing "${#missing[@]}" "${missing[*]}"
  if ! apt-cache show "${missing[@]}" >/dev/null 2>&1; then refresh_apt; fi
  if ! apt_get install "${missing[@]}" >>"$LOG" 2>&1 </dev/null; then
    refresh_apt  # an old list names files the mirror no longer has
    attempt apt_failed apt_get install "${missing[@]}"
  fi
}

refresh_apt() {
  say apt_updating
  attempt apt_update_failed apt_get update
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 \
    --yes --no-install-recommends "$@"
}

find_python() {  # Debian's own first: its headers come from apt, and it stays when a user's pyenv goes
  local python
  for python in /usr/bin/python3 python3; do
    "$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    python=''
  done
  [[ $python ]] || stop no_python "$(python3 --version 2>&1 || true)"
  printf '%s\n' "$python"
}

make_venv() {  # make_venv DIR LOCK SOURCE: exactly the locked packages, every file checked against its hash
  local venv=$1 lock=$2 source=$3 python stamp
  python=$(find_python)
  stamp=$({ "$python" --version; cat locks/{"$lock",build,uv}.lock pyproject.toml; echo "$source"; } | sha256sum)
  if [[ -f $venv/installed-$lock && $(<"$venv/installed-$lock") == "$stamp" ]]; then
    say venv_nothing "$venv"
    return
  fi
  say venv_making "$venv" "$(grep -c '==' "locks/$lock.lock")"
  if [[ ! -x $venv/bin/python ]]; then attempt venv_failed "$python" -m venv --clear "$venv"; fi
  attempt pip_failed "$venv/bin/python" -m pip install --quiet --require-hashes --only-binary :all: -r locks/uv.lock
  same_mirror_as_pip "$venv"
  attempt pip_failed "$venv/bin/uv" pip install --python "$venv/bin/python" --require-hashes --compile-bytecode \
    --build-constraints locks/build.lock -r "locks/$lock.lock"
  attempt pip_failed "$venv/bin/uv" pip install --python "$venv/bin/python" --no-deps --editable "$source" \
    --build-constraints locks/build.lock
  printf '%s' "$stamp" >"$venv/installed-$lock"
}

same_mirror_as_pip() {  # uv does not read pip's configuration, where a mirror or a company's certificate is set
  local value
  value=$("$1/bin/python" -m pip config get global.index-url 2>/dev/null) && export UV_DEFAULT_INDEX=$value
  value=$("$1/bin/python" -m pip config get global.cert 2>/dev/null) && export SSL_CERT_FILE=$value
  export UV_HTTP_TIMEOUT=${UV_HTTP_TIMEOUT:-180}
}
