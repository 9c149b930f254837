import { Outline, type Wanted } from '../json/outline.ts';

/** The names in lower case of the headers that somebody asks for. */
export interface HeaderNames {
  request: ReadonlySet<string>;
  response: ReadonlySet<string>;
}

/** What of an entry of a HAR an exchange is made of; of its headers all, if none are named. */
export function membersOfExchange(headers?: HeaderNames): Wanted {
  return {
    startedDateTime: true,
    time: true,
    request: { method: true, url: true, headers: headers?.request ?? true },
    response: {
      status: true,
      headers: headers?.response ?? true,
      bodySize: true,
      content: { size: true, text: true, encoding: true, _truncated: true, _file: true },
    },
  };
}

export function exchangeOutline(headers?: HeaderNames): Outline {
  return new Outline(membersOfExchange(headers));
}
