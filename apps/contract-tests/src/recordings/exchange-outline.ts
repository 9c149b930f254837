import { Outline, type Wanted } from './outline.ts';

/** What of an entry of a HAR an exchange is made of. */
export const membersOfExchange: Wanted = {
  startedDateTime: true,
  time: true,
  request: { method: true, url: true, headers: true },
  response: {
    status: true,
    headers: true,
    bodySize: true,
    content: { size: true, text: true, encoding: true, _truncated: true, _file: true },
  },
};

export const exchangeOutline: Outline = new Outline(membersOfExchange);
export const requestHeaders: number = exchangeOutline.spanOf('request', 'headers');
