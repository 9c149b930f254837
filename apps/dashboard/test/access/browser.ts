import { ask, type Asked } from '../ask.ts';

/** The cookies of a browser, which remove each other as servers say. */
export class Browser {
  readonly cookies = new Map<string, string>();

  get cookie(): string {
    return Array.from(this.cookies, ([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Opens an address as a person does, and follows where it leads to. */
  async open(url: string): Promise<Asked> {
    const headers = { accept: 'text/html', 'sec-fetch-site': 'none', cookie: this.cookie };
    const answer = await ask(url, { headers });
    this.#keep(answer);
    const { location } = answer.headers;
    return location === undefined ? answer : this.open(new URL(location, url).href);
  }

  /** Opens a link on a page of another site: the cookies are held back until a page of ours leads on. */
  async openFromOtherSite(url: string): Promise<Asked> {
    const headers = {
      ...{ accept: 'text/html', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
    };
    const answer = await ask(url, { headers });
    this.#keep(answer);
    const [, next] = /url=([^"]*)"/.exec(answer.body) ?? [];
    return next === undefined ? answer : this.open(new URL(next, url).href);
  }

  #keep({ headers }: Asked): void {
    for (const text of headers['set-cookie'] ?? []) {
      const [, name, value] = /^([^=]*)=([^;]*)/.exec(text)!;
      if (/; Max-Age=0;/.test(text)) this.cookies.delete(name!);
      else this.cookies.set(name!, value!);
    }
  }
}
