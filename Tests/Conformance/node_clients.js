// Clients on Node's http and https: a module with five operations over TLS, one with blanks around names and two
// slashes, a bot with CDATA and a stray header, one that logs everybody out, and one that changes PINs.
'use strict';

const assert = require('node:assert');
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const { lists, objects } = require('./xml_tree.js');

const env = process.env;
const authority = fs.readFileSync(env.EM_CA);
const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
const password = env.EM_PASSWORD.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const info = (certificate = password) =>
  `<appInfo><appID>emproxy</appID><appCertificate>${certificate}</appCertificate></appInfo>`;
const servlet = '/emservice/EMServiceServlet';
const requests = new Map();

// Sends a request of a client; the answer's body.
function send(client, base, method, path, headers, body) {
  requests.set(client, (requests.get(client) ?? 0) + 1);
  return new Promise((resolve, reject) => {
    const module = base.startsWith('https:') ? https : http;
    const request = module.request(base + path, { method, headers, ca: authority, timeout: 30000 }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => {
        assert.equal(answer.statusCode, 200);
        assert.equal(answer.headers['content-encoding'], undefined);
        resolve(Buffer.concat(chunks).toString('utf8'));
      });
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('no answer in 30 seconds')));
    request.end(body);
  });
}

const encoded = (document) => `xml=${encodeURIComponent(document)}`;
const names = (tag, name) => `<${tag}>${name}</${tag}>`;

async function nodeModule() {
  const device = 'SEP0A2101000007';
  const user = 'hgarside';
  const prolog = '<?xml version="1.0" encoding="UTF-8"?>';
  const ask = async (kind, body) => lists(await send('node-module', env.EM_HTTPS, 'POST', servlet, form,
    encoded(`${prolog}<${kind}>${info()}${body}</${kind}>`))).response;
  const profile = names('deviceProfile', `UDP-${user}`);
  const login = `<login>${names('deviceName', device)}${names('userID', user)}${profile}` +
    '<exclusiveDuration><time>60</time></exclusiveDuration></login>';
  assert.deepEqual(await ask('request', login), { success: [''] });
  const users = await ask('query', `<userDevicesQuery>${names('userID', user)}</userDevicesQuery>`);
  assert.deepEqual(users.userDevicesResults[0].user, [{ $: { id: user }, deviceName: [device] }]);
  const devices = await ask('query', `<deviceUserQuery>${names('deviceName', device)}</deviceUserQuery>`);
  assert.deepEqual(devices.deviceUserResults[0].device,
    [{ $: { name: device }, userID: [user], none: [''], emccDevice: ['no'] }]);
  const profiles = await ask('query', `<deviceProfileQuery>${names('userID', user)}</deviceProfileQuery>`);
  assert.deepEqual(profiles.deviceProfileResults[0].user[0].deviceProfile,
    [{ deviceProfileName: [`UDP-${user}`], isDefaultDeviceProfile: ['t'] }]);
  assert.deepEqual(await ask('request', `<logout>${names('deviceName', device)}</logout>`), { success: [''] });
}

async function doubleSlash() {
  const device = 'SEP0A2101000007';
  const ask = (kind, body) => send('double-slash', env.EM_HTTP, 'POST', `/${servlet}`, form,
    encoded(`<${kind}>${info()}${body}</${kind}>`));
  const padded = names('userID', ' hgarside ');
  await ask('request', `<login>${names('deviceName', ` ${device} `)}${padded}</login>`);
  const answer = objects(await ask('query', `<userDevicesQuery>${padded}</userDevicesQuery>`));
  const user = answer.response.userDevicesResults.user;
  assert.equal(user._attributes.id, 'hgarside');
  assert.equal(user.deviceName._text, device);
}

async function cdata() {
  const headers = {
    ...form, Authorization: 'Basic ZW1wcm94eTpub3QgdGhpcw==', 'Accept-Encoding': 'gzip, compress, deflate, br',
  };
  const ask = async (body, certificate) => lists(await send('cdata', env.EM_HTTP, 'POST', servlet, headers,
    encoded(`<request>${info(`<![CDATA[${certificate}]]>`)}${body}</request>`))).response;
  const login = `<login>${names('deviceName', 'SEP0A2101000008')}${names('userID', 'fmensah')}</login>`;
  const refused = await ask(login, 'wrong');
  assert.equal(refused.failure[0].error[0]._, "Could not authenticate 'emproxy'");
  assert.equal(refused.failure[0].error[0].$.code, '3');
  assert.deepEqual(await ask(login, env.EM_PASSWORD), { success: [''] });
}

async function logoutAll() {
  const blanks = `\n${' '.repeat(40)}`;
  const headers = { ...form, 'Accept-Encoding': 'gzip, deflate', 'cache-control': 'no-cache' };
  const body = encoded(`<query>\n    ${blanks}${info()}${blanks}<logoutAll>${blanks}</logoutAll>${blanks}</query>`);
  const answer = await send('logout-all', env.EM_HTTPS, 'POST', servlet, headers, body);
  assert.equal(answer.replaceAll('\n', '').replace('<?xml version="1.0"?>', ''), '<response><success/></response>');
  // The phones of the clients before are free.
  const devices = ['SEP0A2101000007', 'SEP0A2101000008'].map((name) => names('deviceName', name)).join('');
  const free = await send('logout-all', env.EM_HTTPS, 'POST', servlet, headers,
    encoded(`<query>${info()}<deviceUserQuery>${devices}</deviceUserQuery></query>`));
  assert(!free.includes('<userID>'), free);
}

// What the client shows of an answer.
function shown(answer) {
  if (answer.includes('PIN change is complete')) return 'changed';
  if (answer.includes('<Prompt>Contact system administrator</Prompt>')) return 'locked';
  if (!answer.includes('<Title>Change Credential</Title>')) return 'Error';
  return answer.slice(answer.indexOf('<Prompt>') + 8, answer.indexOf('</Prompt>'));
}

async function pinChange() {
  const change = async (old, fresh, confirmation = fresh) => shown(await send('pin-change', env.EM_HTTPS, 'GET',
    '/changecredential/ChangeCredentialServlet?changePin=true&device=SEP0A2101000008&userid=fmensah' +
    `&oldpin=${old}&newpin=${fresh}&confirmnewpin=${confirmation}`, { 'Content-Type': 'application/json' }));
  assert.equal(await change(env.EM_PIN, '246802', '246803'), 'New PINs do not match');
  assert.equal(await change(env.EM_PIN, '1'), 'New PIN is too short');
  assert.equal(await change(env.EM_PIN, '246802'), 'changed');
  for (let wrong = 0; wrong < 5; wrong += 1) await change('00000', '135791');
  assert.equal(await change('246802', '135791'), 'locked');
}

async function all() {
  for (const client of [nodeModule, doubleSlash, cdata, logoutAll, pinChange]) await client();
  for (const [client, number] of requests) console.log(`client ${client} ${number}`);
}

all().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
