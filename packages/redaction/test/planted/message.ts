import type { RecordedEntry } from '@batch-status/har';

/** What a form of a secret puts into an exchange. All other parts are harmless. */
export interface Planted {
  method?: string;
  url?: string;
  requestHeaders?: readonly (readonly [name: string, value: string])[];
  /** The body of the request, with its media type. */
  sent?: readonly [mediaType: string, text: string];
  status?: number;
  statusText?: string;
  headers?: readonly (readonly [name: string, value: string])[];
  /** The body of the response, with its media type. Bytes are recorded in base64. */
  received?: readonly [mediaType: string, text: string | Uint8Array];
  /** Members of the HAR entry that other recorders write. */
  more?: { entry?: object; request?: object; response?: object; content?: object };
}

export const host = 'https://bank.example';

/** The key that is sent with every planted exchange. */
export const key = 'Zx81-qRt7/Wm+42=Lk&Pq';

/** The customer, whose name, address, and place the contract calls sensitive. */
export const person = { name: 'Zoë Quillfeather', email: 'zoe.quill@mailbox.example' };

/** A customer as JSON, with some members replaced. */
export function customer(members: object = {}): string {
  return JSON.stringify({ name: person.name, email: person.email, ...members });
}

export function plantedEntry(planted: Planted): RecordedEntry {
  const { method = 'GET', url = `${host}/customers/c1`, sent, more = {} } = planted;
  const { status = 200, statusText = 'OK', received = ['application/json', customer()] } = planted;
  const [type, body] = received;
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('base64');
  return {
    startedDateTime: '2026-05-04T10:00:00.000Z',
    time: 12,
    request: {
      method: sent === undefined ? method : 'POST',
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs([
        ['x-bank-key', key],
        ...(sent === undefined ? [] : [['content-type', sent[0]] as const]),
        ...(planted.requestHeaders ?? []),
      ]),
      queryString: [],
      headersSize: -1,
      bodySize: sent === undefined ? 0 : Buffer.byteLength(sent[1]),
      ...(sent === undefined ? {} : { postData: { mimeType: sent[0], text: sent[1] } }),
      ...more.request,
    },
    response: {
      status,
      statusText,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs([['content-type', type], ...(planted.headers ?? [])]),
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      content: {
        size: Buffer.byteLength(body),
        mimeType: type,
        text,
        ...(typeof body === 'string' ? {} : { encoding: 'base64' as const }),
        ...more.content,
      },
      ...more.response,
    },
    cache: {},
    timings: { send: 0, wait: 12, receive: 0 },
    ...more.entry,
  };
}

const pairs = (list: readonly (readonly [string, string])[]): { name: string; value: string }[] =>
  list.map(([name, value]) => ({ name, value }));
