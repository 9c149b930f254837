import { inHeader, type Message } from './people.ts';

/** Messages that contain a text, by where they contain it. */
export type Places = Record<string, (text: string) => Message>;

export const carriers: Places = {
  'the API key': (text) => ({ requestHeaders: { 'x-secret': inHeader(text) } }),
  'a bearer token': (text) => ({ requestHeaders: { authorization: `Bearer ${inHeader(text)}` } }),
  'a password': (text) => ({
    requestHeaders: { authorization: `Basic ${Buffer.from(`me:${text}`).toString('base64')}` },
  }),
  'a cookie': (text) => ({ requestHeaders: { cookie: `a=1; sid=${inHeader(text)}` } }),
  'a new cookie': (text) => ({ headers: { 'set-cookie': `sid=${inHeader(text)}; Path=/` } }),
  'the query': (text) => ({ url: `/people/1?code=${encodeURIComponent(text)}` }),
};

export const placesOfCredentials: Places = {
  'a parameter of the path': (text) => ({ url: `/people/${encodeURIComponent(text)}` }),
  'another path': (text) => ({ url: `/other/${encodeURIComponent(text)}/path` }),
  'the query, names too': (text) => ({
    url: `/people/1?${new URLSearchParams({ q: text, [text]: 'q', phone: text }).toString()}`,
  }),
  'described headers of the request': (text) => ({
    requestHeaders: { 'x-note': inHeader(text), 'user-agent': `a/${inHeader(text)}` },
  }),
  'other headers of the request': (text) => ({
    requestHeaders: { 'x-other': inHeader(text), referer: `http://a/${inHeader(text)}` },
  }),
  'headers of the response': (text) => ({
    headers: { 'x-about': inHeader(text), etag: `"${inHeader(text)}"` },
  }),
  'the location': (text) => ({
    headers: { location: `http://a/${encodeURIComponent(text)}?a=${encodeURIComponent(text)}` },
  }),
  'base64 in a header': (text) => ({
    headers: { 'x-about': Buffer.from(`user:${text}`).toString('base64') },
  }),
  'a sentence of the body': (text) => ({ text: JSON.stringify({ note: `It is ${text}.` }) }),
  'JSON in the body': (text) => ({ text: JSON.stringify({ note: JSON.stringify({ it: text }) }) }),
  'a URL in the body': (text) => ({ text: JSON.stringify({ note: encodeURIComponent(text) }) }),
  'base64 in the body': (text) => ({
    text: JSON.stringify({ note: Buffer.from(text).toString('base64') }),
  }),
  'names of members': (text) => ({
    text: JSON.stringify({ [text]: { [text]: [text] }, x_y: text }),
  }),
  'sensitive members': (text) => ({
    text: JSON.stringify({ phone: text, name: text, address: { [text]: text } }),
  }),
  'a page': (text) => ({ text: `<p>${text}</p>`, headers: { 'content-type': 'text/html' } }),
  'a text': (text) => ({ text: `It is ${text}.`, headers: { 'content-type': 'text/plain' } }),
  'broken JSON': (text) => ({ text: `{"note":"${text}` }),
  'the body of the request': (text) => ({
    requestText: JSON.stringify({ note: text, phone: text }),
  }),
  'a form': (text) => ({ requestText: `code=${encodeURIComponent(text)}` }),
};

const spaced = (text: string): string => text.replace(/(\d{3})(\d{3})/, '$1-$2 ');
const unsigned = (text: string): string => text.replace('+', '');

export const placesOfPhoneNumbers: Places = {
  'a parameter of the path': (text) => ({ url: `/people/${encodeURIComponent(text)}` }),
  'a part of a parameter': (text) => ({
    url: `/people/tel${encodeURIComponent(text)}?phone=${encodeURIComponent(text)}`,
  }),
  'another path and query': (text) => ({ url: `/else/${text}?${text}=${text}` }),
  'headers of the request, names too': (text) => ({
    requestHeaders: { 'x-note': `call ${text}`, [`x-${unsigned(text)}`]: text },
  }),
  'headers of the response': (text) => ({
    headers: { 'x-about': `call ${spaced(text)}`, 'x-else': text, etag: `"${text}"` },
  }),
  'the location and the type': (text) => ({
    headers: { location: `/people/${text}`, 'content-type': `application/${text}` },
  }),
  'sentences of the body': (text) => ({
    text: JSON.stringify({ phone: text, note: `Call ${text}, or ${spaced(text)}!` }),
  }),
  'members of any kind': (text) => ({
    text: JSON.stringify({ national: text, id: text, name: text, else: text }),
  }),
  'base64 in the body': (text) => ({
    text: JSON.stringify({ note: Buffer.from(`Call ${text}.`).toString('base64') }),
  }),
  'names of members': (text) => ({
    text: JSON.stringify({ note: encodeURIComponent(text), [text]: text }),
  }),
  'sensitive numbers': (text) => ({
    text: `{"phone": ${unsigned(text)}, "number": ${unsigned(text)}}`,
  }),
  'other numbers': (text) => ({ text: `{"phone": "${text}", "count": ${unsigned(text)}}` }),
  'numbers that the contract does not describe': (text) => ({
    text: `{"else": [${unsigned(text)}, {"a": ${unsigned(text)}.5}]}`,
  }),
  'broken JSON': (text) => ({ text: `{"phone":"${text}` }),
  'a text': (text) => ({ text: `Call ${text}`, headers: { 'content-type': 'text/plain' } }),
  'a page': (text) => ({
    text: `<a href="tel:${text}">${text}</a>`,
    headers: { 'content-type': 'text/html' },
  }),
  'the body of the request': (text) => ({
    requestText: JSON.stringify({ phone: text, note: text, count: [text] }),
  }),
  'a form': (text) => ({ requestText: `phone=${text}` }),
};
