import { expect, test } from 'vitest';

import { exchangeFromHarEntry } from '../../src/exchange/har.ts';
import { harEntryMembers } from '../../src/exchange/har-members.ts';

/** An object that notes the path of each of its members that is read. */
function watched<T extends object>(object: T, paths: Set<string>, path = ''): T {
  return new Proxy(object, {
    get(target, name: string) {
      const value: unknown = Reflect.get(target, name);
      const isInner = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isInner) paths.add(`${path}${name}`);
      return isInner ? watched(value, paths, `${path}${name}.`) : value;
    },
  });
}

function pathsIn(members: object, path = ''): string[] {
  return Object.entries(members).flatMap(([name, member]: [string, unknown]) =>
    typeof member === 'object' ? pathsIn(member as object, `${path}${name}.`) : `${path}${name}`,
  );
}

test('the listed members are those that are read', () => {
  const entry = (status: number, content: object): object => ({
    startedDateTime: '2024-01-01T00:00:00.000Z',
    time: 1,
    request: { method: 'GET', url: 'http://localhost/', headers: [] },
    response: { status, headers: [], bodySize: 0, content },
  });
  const paths = new Set<string>();
  const text = { mimeType: 'a/b', text: 'e30=', encoding: 'base64' };
  const form = { mimeType: 'application/x-www-form-urlencoded', params: [] };
  const sent = [text, form].map((postData) => {
    const one = entry(200, {}) as { request: object };
    return { ...one, request: { ...one.request, postData } };
  });
  for (const each of [
    ...sent,
    entry(200, { text: 'e30=', encoding: 'base64' }),
    entry(200, { size: 2 }),
    entry(304, {}),
  ]) {
    exchangeFromHarEntry(watched(each, paths), { file: 'a.har', entry: 0 });
  }
  // An entry without a body has no such member.
  paths.delete('request.postData');
  expect([...paths].toSorted()).toEqual(pathsIn(harEntryMembers).toSorted());
});
