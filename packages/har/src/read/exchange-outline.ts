import { harEntryMembers } from '@batch-status/conformance/analysis';

import { Outline, type Wanted } from '../json/outline.ts';

/** The names of headers to read, in lower case. */
export interface HeaderNames {
  request: ReadonlySet<string>;
  response: ReadonlySet<string>;
}

/**
 * The members of a HAR entry that an exchange is made of.
 *
 * @param headers The headers to read. Default: all of them.
 */
export function membersOfExchange(headers?: HeaderNames): Wanted {
  const { request, response } = harEntryMembers;
  return {
    ...harEntryMembers,
    request: {
      ...request,
      headers: headers?.request ?? true,
      postData: { ...request.postData, _file: true },
    },
    response: {
      ...response,
      headers: headers?.response ?? true,
      content: { ...response.content, _file: true },
    },
  };
}

export function exchangeOutline(headers?: HeaderNames): Outline {
  return new Outline(membersOfExchange(headers));
}
