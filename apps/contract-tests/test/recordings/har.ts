/** The members of a HAR entry (HAR 1.2) in these recordings. */
export interface Entry {
  startedDateTime: string;
  /** Milliseconds from the request to the end of the response. */
  time: number;
  request: { method: string; url: string; headers: Header[] };
  response: {
    status: number;
    headers: Header[];
    content: { size: number; mimeType: string; text?: string };
  };
}

interface Header {
  name: string;
  value: string;
}

/** A short form of one request and its response. */
export interface Recorded {
  batchId: string;
  /** Milliseconds since the epoch. */
  at: number;
  method?: string;
  status: number;
  headers?: Record<string, string>;
  /** Absent if the recording has none. */
  text?: string | undefined;
}

const server = 'http://127.0.0.1:8787';

/** The placeholders of keys and workspaces. */
const standIn = 'redacted';

export function entryOf(recorded: Recorded): Entry {
  const { batchId, at, method = 'GET', status, headers = {}, text } = recorded;
  const { 'content-type': mimeType = '' } = headers;
  return {
    startedDateTime: new Date(at).toISOString(),
    time: 20,
    request: {
      method,
      url: `${server}/v1/api/batch-calls/${batchId}/status`,
      headers: headersOf({ 'x-api-key': standIn, 'x-workspace-id': standIn }),
    },
    response: {
      status,
      headers: headersOf(headers),
      content: {
        size: text === undefined ? -1 : Buffer.byteLength(text),
        mimeType,
        ...(text === undefined ? {} : { text }),
      },
    },
  };
}

/** The text of a HAR with one entry per line, so that a diff shows the changed entries. */
export function harOf(entries: readonly Entry[]): string {
  const lines = entries.map((entry) => `      ${JSON.stringify(entry)}`).join(',\n');
  const creator = '{ "name": "@batch-status/contract-tests", "version": "0.0.0" }';
  return `{\n  "log": {\n    "version": "1.2",\n    "creator": ${creator},\n    "entries": [\n${lines}\n    ]\n  }\n}\n`;
}

function headersOf(headers: Record<string, string>): Header[] {
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
