import type { Exchange, Headers } from '@batch-status/conformance';

/** As much of an entry of a HAR (HAR 1.2) as is read of one. */
export interface HarEntry {
  startedDateTime: string;
  time: number;
  request: { method: string; url: string; headers: NameValue[] };
  response: {
    status: number;
    headers: NameValue[];
    content: { size: number; mimeType: string; text?: string };
  };
}

interface NameValue {
  name: string;
  value: string;
}

/** An exchange as an element of a HAR's `log.entries`, or a line of NDJSON. */
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
    request: { method: request.method, url: request.url, headers: pairs(request.headers) },
    response: {
      status,
      headers: pairs(headers),
      content: {
        size: body === undefined ? -1 : Buffer.byteLength(body),
        mimeType: headers['content-type'] ?? '',
        ...(body === undefined ? {} : { text: body }),
      },
    },
  };
}

function pairs(headers: Headers): NameValue[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
