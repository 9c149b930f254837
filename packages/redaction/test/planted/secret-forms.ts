import { customer, host, key, type Planted } from './message.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const twice = (text: string): string => encodeURIComponent(encodeURIComponent(text));
const entities = (text: string): string =>
  text.replaceAll(/[^A-Za-z0-9]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const hexEntities = (text: string): string =>
  Array.from(text)
    .map((sign) => `&#x${sign.codePointAt(0)?.toString(16)};`)
    .join('');
const percent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const latin = (text: string): string => Buffer.from(text).toString('latin1');

const note = (text: string): Planted => ({
  received: ['application/json', customer({ note: text })],
});

/** How a text can be spelled in a described text, so that it still can be read. */
export const spellings: Record<string, (text: string) => string> = {
  'as it is': (text) => text,
  'in a sentence': (text) => `The value ${text}, it seems.`,
  'between letters': (text) => `abc${text}def`,
  'in capitals': (text) => text.toUpperCase(),
  'in small letters': (text) => text.toLowerCase(),
  'in quotes': (text) => `'${text}'`,
  'percent-encoded': encodeURIComponent,
  'percent-encoded in small letters': (text) =>
    encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
  'percent-encoded in full': percent,
  'percent-encoded twice': twice,
  'percent-encoded thrice': (text) => encodeURIComponent(twice(text)),
  'as in a form': (text) => new URLSearchParams({ a: text }).toString(),
  'as named entities': (text) => text.replaceAll('&', '&amp;').replaceAll('ë', '&euml;'),
  'as decimal entities': entities,
  'as hexadecimal entities': hexEntities,
  'as entities escaped twice': (text) => entities(text).replaceAll('&', '&amp;'),
  'in JSON': (text) => JSON.stringify({ it: text }),
  'in JSON in JSON': (text) => JSON.stringify({ it: JSON.stringify({ it: text }) }),
  'in escapes of JSON': (text) =>
    Array.from(text)
      .map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  'in JSON with escaped slashes': (text) => JSON.stringify(text).replaceAll('/', String.raw`\/`),
  'in base64': base64,
  'in base64 without padding': (text) => base64(text).replaceAll('=', ''),
  'in base64 after a byte': (text) => base64(`:${text}`),
  'in base64 after two bytes': (text) => base64(`a:${text}:b`),
  'in base64url': (text) => Buffer.from(`ÿ?>${text}`).toString('base64url'),
  'in base64 twice': (text) => base64(base64(text)),
  'in base64, percent-encoded': (text) => encodeURIComponent(base64(`${text}:`)),
  'percent-encoded, in base64': (text) => base64(encodeURIComponent(text)),
  'in base64 of JSON': (text) => base64(JSON.stringify({ it: text })),
  'in hexadecimal': (text) => Buffer.from(text).toString('hex'),
  'in hexadecimal capitals': (text) => Buffer.from(text).toString('hex').toUpperCase(),
  'in a token': (text) =>
    `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify({ it: text })).toString('base64url')}.c2ln`,
  'in a URL': (text) => `see https://a.example/${encodeURIComponent(text)}/b?c=1`,
  'in the login of a URL': (text) => `https://me:${encodeURIComponent(text)}@a.example/`,
  'in the query of a URL': (text) => `https://a.example/?u=${twice(`https://b/?k=${text}`)}`,
  'in a data URL': (text) => `data:;base64,${base64(text)}`,
  'as Basic credentials': (text) => `Basic ${base64(`me:${text}`)}`,
  'as Bearer credentials': (text) => `Authorization: Bearer ${text}`,
  'in a command line': (text) => `curl -H 'x-bank-key: ${text}'`,
  'in a stack trace': (text) => `Error: bad ${text}\n    at a (b.js:1:2)`,
  'in XML': (text) => `<a b="${entities(text)}"/>`,
  'with soft hyphens': (text) => text.slice(0, 4) + '\u00AD' + text.slice(4),
  'with zero-width spaces': (text) => Array.from(text).join('\u200B'),
  'in full width': (text) =>
    text.replaceAll(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfe_e0)),
  decomposed: (text) => text.normalize('NFD'),
  'as UTF-8 read as Latin-1': latin,
  'as quoted-printable': (text) =>
    [...Buffer.from(text)]
      .map((byte) =>
        /[A-Za-z0-9]/.test(String.fromCharCode(byte))
          ? String.fromCharCode(byte)
          : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
      )
      .join(''),
};

const token = 'Tok9-aVfK3jQz8Lm';
const login = base64(`clerk:${token}`);

/** Credentials in each place for them, and where they are repeated. */
export const secretForms: Record<string, Planted> = {
  'a Bearer token, repeated': {
    requestHeaders: [['Authorization', `Bearer ${token}`]],
    ...note(`It is ${token}`),
  },
  'a Basic password, repeated': {
    requestHeaders: [['Authorization', `Basic ${login}`]],
    ...note(`It is ${token}`),
  },
  'Basic credentials, repeated': {
    requestHeaders: [['Authorization', `basic ${login}`]],
    ...note(login),
  },
  'a Digest response': {
    requestHeaders: [['Authorization', `Digest username="clerk", response="${token}", nonce="n"`]],
    ...note(token),
  },
  'a signature of AWS': {
    requestHeaders: [
      ['Authorization', `AWS4-HMAC-SHA256 Credential=${token}/20260504/eu/s3, Signature=${token}`],
    ],
    ...note(token),
  },
  'credentials without a scheme': { requestHeaders: [['Authorization', token]], ...note(token) },
  'credentials for a proxy': {
    requestHeaders: [['Proxy-Authorization', `Basic ${login}`]],
    ...note(token),
  },
  'a challenge': {
    status: 401,
    headers: [['WWW-Authenticate', `Digest realm="r", nonce="${token}", opaque="${token}"`]],
    received: ['text/plain', token],
  },
  'authentication info': { headers: [['Authentication-Info', `nextnonce="${token}"`]] },
  'a key of another name': { requestHeaders: [['X-Api-Key', token]], ...note(token) },
  'a token of another name': { requestHeaders: [['X-Auth-Token', token]] },
  'a token of AWS': { requestHeaders: [['X-Amz-Security-Token', token]] },
  'a CSRF token': { requestHeaders: [['X-CSRF-Token', token]], ...note(token) },
  'a password in a header': { requestHeaders: [['X-Password', token]] },
  'a key in an unknown header': { requestHeaders: [['X-Whatever', token]] },
  'a name of a header': { requestHeaders: [[`X-${token}`, '1']] },
  'a session cookie, repeated': {
    requestHeaders: [['Cookie', `theme=dark; session=${token}`]],
    ...note(`session ${token}`),
  },
  'an unknown cookie': { requestHeaders: [['Cookie', `a=b; other=${token}`]] },
  'a name of a cookie': { requestHeaders: [['Cookie', `${token}=1`]] },
  'a cookie without a name': { requestHeaders: [['Cookie', token]] },
  'a quoted cookie': { requestHeaders: [['Cookie', `other="${token}"`]] },
  'a new cookie, repeated': {
    headers: [['Set-Cookie', `session=${token}; Path=/; HttpOnly`]],
    ...note(token),
  },
  'two new cookies': {
    headers: [
      ['Set-Cookie', 'a=b'],
      ['Set-Cookie', `other=${token}; Domain=${token}.example; Comment=${token}`],
    ],
  },
  'a name of a new cookie': { headers: [['Set-Cookie', `${token}=1; Path=/${token}`]] },
  'the key in the query': { url: `${host}/customers/c1?access=${token}`, ...note(token) },
  'another key in the query': { url: `${host}/customers/c1?api_key=${token}`, ...note(token) },
  'a signature in the query': { url: `${host}/customers/c1?X-Amz-Signature=${token}` },
  'a login in the URL': { url: `https://clerk:${token}@bank.example/customers/c1` },
  'a token in the fragment': { url: `${host}/customers/c1#access_token=${token}` },
  'a token in another path': { url: `${host}/reset/${token}` },
  'parameters of a path': { url: `${host}/customers/c1;jsessionid=${token}` },
  'the key in a parameter of the path': {
    url: `${host}/customers/${encodeURIComponent(key)}`,
  },
  'the key in the query, encoded twice': { url: `${host}/customers/c1?note=${twice(key)}` },
  'a name in the query': { url: `${host}/customers/c1?${token}=1` },
  'the key in a redirect': {
    status: 302,
    headers: [['Location', `${host}/customers/c2?next=${twice(key)}`]],
    received: ['text/plain', `Found. Redirecting to /?k=${key}`],
    more: { response: { redirectURL: `${host}/customers/c2?next=${twice(key)}` } },
  },
  'a token in a redirect': {
    status: 302,
    headers: [['Location', `${host}/callback#access_token=${token}`]],
    received: ['text/plain', ''],
    more: { response: { redirectURL: `${host}/callback?code=${token}` } },
  },
  'a token in the referrer': {
    requestHeaders: [['Referer', `${host}/login?token=${token}`]],
  },
  'a token in a link': { headers: [['Link', `<${host}/?page=2&t=${token}>; rel="next"`]] },
  'a token in an undescribed member': { received: ['application/json', customer({ token })] },
  'an undescribed name': { received: ['application/json', customer({ [token]: 1 })] },
  'an undescribed name deep inside': {
    received: ['application/json', customer({ other: { list: [{ [token]: token }] } })],
  },
  'a token as the body': { received: ['text/html', token] },
  'a token in a page': { received: ['text/html', `<input name="csrf" value="${token}">`] },
  'a token in XML': { received: ['application/xml', `<t><${token}/>${token}</t>`] },
  'a token in a binary body': { received: ['application/octet-stream', Buffer.from(token)] },
  'a token in an undescribed media type': { received: ['application/x-pem-file', token] },
  'a token in a media type': { received: [`application/json; token=${token}`, '{}'] },
  'a token in a form': {
    sent: ['application/x-www-form-urlencoded', `name=Z&password=${token}&${token}=1`],
  },
  'a token in multipart': {
    sent: [
      'multipart/form-data; boundary=b0',
      `--b0\r\nContent-Disposition: form-data; name="${token}"; filename="${token}"\r\nX-Part: ${token}\r\n\r\n${token}\r\n--b0--\r\n`,
    ],
  },
  'a token as a boundary': {
    sent: [
      `multipart/form-data; boundary="${token}"`,
      `--${token}\r\nContent-Disposition: form-data; name="note"\r\n\r\na\r\n--${token}--\r\n`,
    ],
  },
  'a token in a body without a type': { sent: ['', token] },
  'a token in an entity tag': { headers: [['ETag', `W/"${token}"`]] },
  'a token in a condition': { requestHeaders: [['If-None-Match', `"${token}"`]], status: 304 },
  'a token in a policy': {
    headers: [['Content-Security-Policy', `script-src 'nonce-${token}'; report-uri /r?t=${token}`]],
  },
  'a token in the reason phrase': { statusText: token },
  'a token as the method': { method: token },
  'a token in an id of a request': { requestHeaders: [['X-Request-Id', token]] },
  'a token in a trace': { requestHeaders: [['Tracestate', `vendor=${token}`]] },
  'a token in a range': {
    requestHeaders: [
      ['If-Range', `"${token}"`],
      ['Range', `${token}=0-1`],
    ],
  },
  'a token in an expectation': { requestHeaders: [['Expect', token]] },
  'a token as an encoding': { requestHeaders: [['Accept-Encoding', `gzip, ${token}`]] },
  'a token as a language': { requestHeaders: [['Accept-Language', `en, ${token}`]] },
  'a token in an accepted type': { requestHeaders: [['Accept', `application/${token}`]] },
  'a token as a content coding': { headers: [['Content-Encoding', token]] },
  'a token as a language of a body': { headers: [['Content-Language', token]] },
  'a token in a list of headers': { headers: [['Vary', `X-${token}`]] },
  'a token in allowed headers': { headers: [['Access-Control-Allow-Headers', token]] },
  'a token in allowed methods': { headers: [['Allow', `GET, ${token}`]] },
  'a token in a cache control': { headers: [['Cache-Control', `no-cache, ${token}=1`]] },
  'a token in a pragma': { headers: [['Pragma', token]] },
  'a token in a connection': { headers: [['Connection', token]] },
  'a token in an upgrade': { headers: [['Upgrade', token]] },
  'a token in a declaration of trailers': { headers: [['Trailer', token]] },
  'a token in a warning': { headers: [['Warning', `199 ${token} "${token}"`]] },
  'a token in a metric': { headers: [['Server-Timing', `db;desc="${token}";dur=1`]] },
  'a token in a protocol': { requestHeaders: [['Sec-WebSocket-Protocol', token]] },
  'a token in a preference': { requestHeaders: [['Prefer', `return=${token}`]] },
  'recorded cookies': {
    more: {
      request: { cookies: [{ name: token, value: token }] },
      response: { cookies: [{ name: 'a', value: token, path: `/${token}` }] },
    },
  },
  'a recorded query': { more: { request: { queryString: [{ name: token, value: token }] } } },
  'recorded parameters of a form': {
    more: {
      request: {
        postData: { mimeType: 'text/plain', params: [{ name: 'a', value: token }], text: '' },
      },
    },
  },
  'comments of other recorders': {
    more: {
      entry: { comment: token, pageref: token },
      request: { comment: token },
      response: { comment: token },
      content: { comment: token },
    },
  },
  'details of other recorders': {
    more: {
      entry: {
        _initiator: { url: token },
        _securityDetails: { subjectName: token },
        _webSocketMessages: [{ data: token }],
        serverIPAddress: token,
        connection: token,
        timings: { send: 0, wait: 0, receive: 0, comment: token },
        cache: { beforeRequest: { eTag: token }, comment: token },
      },
    },
  },
  'protocols of other recorders': {
    more: { request: { httpVersion: token }, response: { httpVersion: token, _error: token } },
  },
  'a type of other recorders': { more: { content: { mimeType: `a/${token}`, compression: 1 } } },
  'a body in an encoding of another recorder': {
    more: { content: { encoding: token, text: token } },
  },
};
