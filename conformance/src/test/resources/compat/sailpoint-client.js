// Makes the calls that standard input asks for, one line each, with the vendor's own client, and tells what came of them.
const [folder, root] = process.argv.slice(2);
const vendor = require(folder + '/node_modules/sailpoint-api-client');

// That client says things of its own on standard output.
console.log = console.error;

function tell(answer) {
  process.stdout.write(JSON.stringify(answer) + '\n');
}

let configuration;

async function call(wanted) {
  if (wanted.token) {
    configuration = new vendor.Configuration({
      baseurl: root,
      tokenUrl: root + '/oauth/token',
      accessToken: wanted.token,
    });
    return { status: 200, headers: {}, data: null };
  }
  if (wanted.login) {
    configuration = new vendor.Configuration({
      baseurl: root,
      tokenUrl: root + '/oauth/token',
      clientId: wanted.login[0],
      clientSecret: wanted.login[1],
    });
    const token = await configuration.accessToken;
    return { status: token ? 200 : 0, headers: {}, data: token };
  }
  // What that client calls experimental it sends only when it is told to.
  configuration.experimental = true;
  const api = new vendor[wanted.api](configuration);
  const from = { headers: { 'X-Forwarded-For': wanted.from } };
  const given = wanted.parameters === null ? [] : [wanted.parameters];
  return api[wanted.method].apply(api, given.concat([from]));
}

let rest = '';
let queue = Promise.resolve();
process.stdin.on('data', (bytes) => {
  rest += bytes;
  const lines = rest.split('\n');
  rest = lines.pop();
  for (const line of lines) {
    queue = queue
      .then(() => call(JSON.parse(line)))
      .then((done) => tell({ status: done.status, headers: done.headers, body: done.data }))
      .catch((refused) => {
        const answer = refused.response || {};
        tell({
          status: answer.status || 0,
          headers: answer.headers || {},
          body: answer.data || String(refused.stack || refused),
        });
      });
  }
});
process.stdin.on('end', () => queue.then(() => process.exit(0)));
tell({ status: 0, headers: {}, body: 'ready' });
