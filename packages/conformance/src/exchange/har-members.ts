/** The members of a HAR entry that `exchangeFromHarEntry` reads. `true` is a member that it reads whole. */
export const harEntryMembers = {
  startedDateTime: true,
  time: true,
  _findings: true,
  request: {
    method: true,
    url: true,
    headers: true,
    bodySize: true,
    postData: { mimeType: true, text: true, encoding: true, params: true },
  },
  response: {
    status: true,
    headers: true,
    bodySize: true,
    content: {
      size: true,
      mimeType: true,
      text: true,
      encoding: true,
      comment: true,
      _truncated: true,
    },
  },
} as const;
