/** A HAR entry whose response has this body. */
export const recordedEntry = (text = '{"a":"[\\"}"}'): object => ({
  startedDateTime: '2024-01-01T00:00:00.000Z',
  time: 1,
  request: { method: 'GET', url: 'http://h/v1/api/batch-calls/b/status', headers: [] },
  response: { status: 200, headers: [], content: { text, mimeType: 'application/json' } },
});
