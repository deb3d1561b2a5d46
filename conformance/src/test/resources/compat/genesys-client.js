// Makes the calls that standard input asks for, one line each, with the vendor's own client, and tells what came of them.
const [folder, port] = process.argv.slice(2);
const vendor = require(folder + '/node_modules/purecloud-platform-client-v2');
const client = vendor.ApiClient.instance;
client.config.live_reload_config = false;
client.config.setGateway({
  protocol: 'http',
  host: '127.0.0.1',
  port: Number(port),
  path_params_login: 'compat/genesys',
  path_params_api: 'compat/genesys',
});
client.setReturnExtendedResponses(true);

function tell(answer) {
  process.stdout.write(JSON.stringify(answer) + '\n');
}

async function call(wanted) {
  if (wanted.login) {
    const grant = await client.loginClientCredentialsGrant(wanted.login[0], wanted.login[1]);
    return { status: 200, headers: {}, body: grant };
  }
  const api = new vendor[wanted.api]();
  const from = wanted.from ? { customHeaders: { 'X-Forwarded-For': wanted.from } } : {};
  const given = wanted.arguments;
  const method = api[wanted.method];
  // The options come behind the required arguments, together with optional parameters.
  const options = Object.assign({}, wanted.options, from);
  return method.apply(api, given.concat([options]));
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
      .then((done) => tell({ status: done.status, headers: done.headers, body: done.body }))
      .catch((refused) =>
        tell({
          status: refused.status || 0,
          headers: refused.headers || {},
          body: refused.body || String(refused.stack || refused),
        })
      );
  }
});
process.stdin.on('end', () => queue.then(() => process.exit(0)));
tell({ status: 0, headers: {}, body: 'ready' });
