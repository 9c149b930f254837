import { customer, host, type Planted } from './message.ts';

const number = '202-555-0143';
const digits = '2025550143';

/** Places for a phone number, described by the contract and not. */
export const phonePlaces: Record<string, Planted> = {
  'a described array': { received: ['application/json', customer({ notes: ['a', number] })] },
  'a described map': { received: ['application/json', customer({ labels: { home: number } })] },
  'a name in a described map': {
    received: ['application/json', customer({ labels: { [number]: 'home' } })],
  },
  'a name in a described map, as digits': {
    received: ['application/json', customer({ labels: { [`t${digits}`]: 'home' } })],
  },
  'a text with a maximum length': {
    received: ['application/json', customer({ short: `call ${number}` })],
  },
  'a text with a pattern': { received: ['application/json', customer({ dashed: number })] },
  'a described URI': {
    received: ['application/json', customer({ link: `https://a.example/${digits}` })],
  },
  'a described tel URI': { received: ['application/json', customer({ link: 'tel:+12025550143' })] },
  'described base64': {
    received: ['application/json', customer({ blob: Buffer.from(number).toString('base64') })],
  },
  'a described integer': { received: ['application/json', customer({ count: Number(digits) })] },
  'a described number': { received: ['application/json', customer({ amount: Number(digits) })] },
  'a described number with an exponent': {
    received: ['application/json', `{"name":"Zoë Quillfeather","amount":2.025550143e9}`],
  },
  'a described number with a fraction': {
    received: ['application/json', `{"name":"Zoë Quillfeather","amount":2025550143.00}`],
  },
  'a negative described number': {
    received: ['application/json', customer({ amount: -Number(digits) })],
  },
  'a described fraction': {
    received: ['application/json', `{"name":"Zoë Quillfeather","amount":0.2025550143}`],
  },
  'a value outside an enum': { received: ['application/json', customer({ state: number })] },
  'a value of another type': { received: ['application/json', customer({ count: number })] },
  'a date that is not one': { received: ['application/json', customer({ at: number })] },
  'an undescribed member': { received: ['application/json', customer({ other: number })] },
  'an undescribed number': { received: ['application/json', customer({ other: Number(digits) })] },
  'an undescribed name': { received: ['application/json', customer({ [`_${digits}`]: 1 })] },
  'a text of JSON escapes': {
    received: [
      'application/json',
      String.raw`{"name":"Zoë Quillfeather","note":"\u0032\u0030\u0032-\u0035\u0035\u0035-0143"}`,
    ],
  },
  'a repeated member': {
    received: ['application/json', `{"name":"Z","note":"${number}","note":"a"}`],
  },
  'a text after JSON': { received: ['application/json', `${customer()}\n${number}`] },
  'lines of JSON': { received: ['application/json', `${customer()}\n{"note":"${number}"}`] },
  'JSON with a byte order mark': { received: ['application/json', `\uFEFF{"note":"${number}"}`] },
  'JSON with a prefix': { received: ['application/json', `)]}',\n{"note":"${number}"}`] },
  'broken JSON': { received: ['application/json', `{"note":"${number}`] },
  'JSON with a comment': { received: ['application/json', `{"note":"a" /* ${number} */}`] },
  'a JSON string': { received: ['application/json', JSON.stringify(number)] },
  'a JSON number': { received: ['application/json', digits] },
  'a described plain text': { received: ['text/plain', `Call ${number}.`] },
  'a described plain text with a charset': {
    received: ['text/plain; charset=iso-8859-1', `Zoë: ${number}.`],
  },
  'a page': { received: ['text/html', `<a href="tel:${number}">Call</a>`] },
  'an attribute of a page': { received: ['text/html', `<i data-tel='${digits}'></i>`] },
  'a script of a page': { received: ['text/html', `<script>call("${number}")</script>`] },
  XML: { received: ['application/xml', `<c tel="${number}"><t>${digits}</t></c>`] },
  'CDATA of XML': { received: ['application/xml', `<c><![CDATA[${number}]]></c>`] },
  'a name of XML': { received: ['application/xml', `<t${digits}/>`] },
  CSV: { received: ['text/csv', `name,tel\nZ,${digits}`] },
  'an event stream': { received: ['text/event-stream', `data: ${number}\n\n`] },
  'binary bytes': {
    received: ['application/octet-stream', Buffer.from(`\u0000\u0001${number}\u00FF`)],
  },
  'a described form': { sent: ['application/x-www-form-urlencoded', `name=Z&note=${number}`] },
  'a described form, percent-encoded': {
    sent: ['application/x-www-form-urlencoded', 'name=Z&note=%32%30%32+555+0143'],
  },
  'an undescribed field of a form': {
    sent: ['application/x-www-form-urlencoded', `name=Z&tel=${digits}&${digits}=1`],
  },
  'a field of multipart': {
    sent: [
      'multipart/form-data; boundary=b0',
      `--b0\r\nContent-Disposition: form-data; name="note"\r\n\r\n${number}\r\n--b0--\r\n`,
    ],
  },
  'a file name of multipart': {
    sent: [
      'multipart/form-data; boundary=b0',
      `--b0\r\nContent-Disposition: form-data; name="blob"; filename="${digits}.wav"\r\n\r\nx\r\n--b0--\r\n`,
    ],
  },
  'a boundary of multipart': {
    sent: [
      `multipart/form-data; boundary=${digits}`,
      `--${digits}\r\nContent-Disposition: form-data; name="note"\r\n\r\na\r\n--${digits}--\r\n`,
    ],
  },
  'a preamble of multipart': {
    sent: [
      'multipart/form-data; boundary=b0',
      `${number}\r\n--b0\r\nContent-Disposition: form-data; name="note"\r\n\r\na\r\n--b0--\r\n${number}`,
    ],
  },
  'a described body of the request': {
    sent: ['application/json', customer({ note: number, amount: Number(digits) })],
  },
  'a described parameter of the path': { url: `${host}/customers/${number}` },
  'a described parameter of the path, percent-encoded': {
    url: `${host}/customers/%2B1%20%28202%29%20555%2D0143`,
  },
  'an undescribed path': { url: `${host}/tel/${digits}/log` },
  'three segments of a path': { url: `${host}/tel/202/555/0143` },
  'a described parameter of the query': { url: `${host}/customers/c1?note=${number}` },
  'a described parameter of the query, encoded twice': {
    url: `${host}/customers/c1?note=202%252D555%252D0143`,
  },
  'an undescribed parameter of the query': { url: `${host}/customers/c1?q=${digits}` },
  'a name in the query': { url: `${host}/customers/c1?${digits}=a&note=b` },
  'a query without names': { url: `${host}/customers/c1?${digits}` },
  'a fragment': { url: `${host}/customers/c1#${digits}` },
  'a described header of the request': { requestHeaders: [['X-Note', `call ${number}`]] },
  'a described header of the response': { headers: [['X-About', `call ${number}`]] },
  'a described header of the response in Latin-1': { headers: [['X-About', `Zoë 202·555·0143`]] },
  'a described header as an encoded word': {
    headers: [['X-About', `=?utf-8?B?${Buffer.from(number).toString('base64')}?=`]],
  },
  'a described header of extended form': {
    headers: [['X-About', `a; b*=UTF-8''202%2D555%2D0143`]],
  },
  'a described number in a header': { headers: [['X-Count', digits]] },
  'a described cookie': { requestHeaders: [['Cookie', `theme=${number}`]] },
  'the location': { headers: [['Location', `${host}/customers/${digits}`]] },
  'an entity tag': { headers: [['ETag', `"${digits}"`]] },
  'an undescribed header': { headers: [['X-Other', number]] },
  'a name of a header': { requestHeaders: [[`X-Tel-${digits}`, '1']] },
  'a content disposition': {
    headers: [['Content-Disposition', `attachment; filename="${digits}.wav"`]],
  },
  'a content length': { headers: [['Content-Length', digits]] },
  'an age': { headers: [['Age', digits]] },
  'a retry-after': { headers: [['Retry-After', digits]] },
  'a rate limit': { headers: [['X-RateLimit-Reset', digits]] },
  'a date': { headers: [['Date', number]] },
  'a cache control': { headers: [['Cache-Control', `max-age=${digits}, private="${number}"`]] },
  'the user agent': { requestHeaders: [['User-Agent', `Dialer/1.0 (+1 ${number})`]] },
  'a parameter of a media type': { received: [`text/plain; name="${digits}"`, 'a'] },
  'a media type': { received: [`application/x-${digits}`, 'a'] },
  'the reason phrase': { statusText: `Busy ${number}` },
  'a problem': {
    status: 404,
    received: ['application/problem+json', JSON.stringify({ detail: `No ${number}` })],
  },
  'a page of a gateway': { status: 502, received: ['text/html', `<p>${number}</p>`] },
  'a text of an error': { status: 500, received: ['text/plain', `Error: ${number} is busy`] },
  'the comment of an entry': { more: { entry: { comment: number } } },
  'the address of the server': { more: { entry: { serverIPAddress: digits } } },
  'the id of a connection': { more: { entry: { connection: digits } } },
};
