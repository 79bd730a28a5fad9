// A clock in a worker: it goes on at its own pace when the page lies behind others.
const A_SECOND = 12;
setInterval(() => postMessage(0), 1000 / A_SECOND);
