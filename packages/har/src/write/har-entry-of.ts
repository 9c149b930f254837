import type { Exchange, Headers } from '@batch-status/conformance';
import type { Entry, Request, Response } from 'har-format';

import type { NameValue } from './recorded-entry.ts';

/** The members of a HAR entry that this package reads. */
export interface HarEntry extends Pick<Entry, 'startedDateTime' | 'time'> {
  request: Pick<Request, 'method' | 'url' | 'headers'> & {
    postData?: { mimeType: string; text: string };
  };
  response: Pick<Response, 'status' | 'headers' | 'content'>;
}

/** An exchange as an element of a HAR's `log.entries`, or as a line of NDJSON. */
export function harEntryOf({
  request,
  response,
  startedAt = 0,
  endedAt = startedAt,
}: Exchange): HarEntry {
  const { status, headers, body } = response;
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: endedAt - startedAt,
    request: {
      method: request.method,
      url: request.url,
      headers: pairs(request.headers, { name: 'host', value: URL.parse(request.url)?.host ?? '' }),
      ...(request.body === undefined
        ? {}
        : {
            postData: {
              mimeType: request.headers['content-type'] ?? '',
              text: request.body,
            },
          }),
    },
    response: {
      status,
      headers: pairs(headers, { name: 'content-length', value: '0' }),
      content: {
        size: body === undefined ? -1 : Buffer.byteLength(body),
        mimeType: headers['content-type'] ?? '',
        ...(body === undefined ? {} : { text: body }),
      },
    },
  };
}

/** @param only The header of a message without others. A list without headers says that they were left out. */
function pairs(headers: Headers, only: NameValue): NameValue[] {
  const list = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return list.length > 0 ? list : [only];
}
