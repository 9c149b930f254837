/** The members of HAR 1.2 that these recordings have. */
export interface Har {
  log: { version: string; creator: { name: string; version: string }; entries: Entry[] };
}

export interface Entry {
  startedDateTime: string;
  time: number;
  request: { method: string; url: string; headers: NameValue[] };
  response: {
    status: number;
    headers: NameValue[];
    content: { size: number; mimeType: string; text?: string; encoding?: string };
    bodySize: number;
  };
}

interface NameValue {
  name: string;
  value: string;
}

export function har(entries: Entry[]): Har {
  return { log: { version: '1.2', creator: { name: 'test', version: '0' }, entries } };
}

/** Sends a real request, and records the exchange. */
export async function record(
  url: string,
  headers: Record<string, string>,
  at: number,
): Promise<Entry> {
  const response = await fetch(url, { headers });
  const text = await response.text();
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 0,
    request: { method: 'GET', url, headers: pairs(Object.entries(headers)) },
    response: {
      status: response.status,
      headers: pairs([...response.headers]),
      content: {
        size: Buffer.byteLength(text),
        mimeType: response.headers.get('content-type') ?? '',
        ...(text === '' ? {} : { text }),
      },
      bodySize: Buffer.byteLength(text),
    },
  };
}

function pairs(entries: [string, string][]): NameValue[] {
  return entries.map(([name, value]) => ({ name, value }));
}
