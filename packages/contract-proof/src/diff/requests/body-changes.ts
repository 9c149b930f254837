import { declaredFor, type DeclaredContent } from '@batch-status/conformance/analysis';

import type { Found } from '../found.ts';
import { concreteType, typeOf } from '../media-type.ts';
import { compareWords } from '../object-words.ts';
import { compareRequestValues } from './compare-values.ts';
import { reportChange, type RequestSides } from './report-change.ts';

export function bodyChanges(found: Found, sides: RequestSides): void {
  const { base, revision } = sides;
  const [old, now] = [base.declared.body, revision.declared.body];
  if (!old && !now) return;
  if (!now) {
    reportChange(found, sides, 'request-body-removed', 'request body removed', {
      base: old!.pointer,
    });
    return;
  }
  if (!old) {
    const rule = now.required ? 'required-request-body-added' : 'request-body-added';
    reportChange(found, sides, rule, 'request body added', { revision: now.pointer });
    return;
  }
  const at = { base: old.pointer, revision: now.pointer };
  if (old.required !== now.required) {
    const rule = now.required ? 'request-body-became-required' : 'request-body-became-optional';
    reportChange(
      found,
      sides,
      rule,
      `request body is ${now.required ? 'required' : 'optional'}`,
      at,
    );
  }
  compareWords(found, 'request body', sides.name, at);
  const news = new Map(now.content.map((media) => [typeOf(media), media]));
  const olds = new Map(old.content.map((media) => [typeOf(media), media]));
  const compareMedia = (type: string, before: DeclaredContent, after: DeclaredContent): void =>
    compareRequestValues(found, sides, {
      subject: 'request-body',
      name: `request body (${type})`,
      schemas: { base: before.schema, revision: after.schema },
      pointers: { base: before.pointer, revision: after.pointer },
      sent: (value) => ({ body: { type: concreteType({ type }), value } }),
    });
  for (const [type, media] of olds) {
    const other = news.get(type) ?? rangeFor(now.content, type);
    if (other) compareMedia(type, media, other);
    else {
      const what = `request body: ${type} removed`;
      reportChange(found, sides, 'request-media-type-removed', what, { base: media.pointer });
    }
  }
  for (const [type, media] of news) {
    if (olds.has(type)) continue;
    const range = rangeFor(old.content, type);
    if (range) {
      compareMedia(type, range, media);
      continue;
    }
    const what = `request body: ${type} added`;
    reportChange(found, sides, 'request-media-type-added', what, { revision: media.pointer });
  }
}

/** A range, such as `text/*`, that covers a media type. */
function rangeFor(content: readonly DeclaredContent[], type: string): DeclaredContent | undefined {
  if (type === '*/*') return undefined;
  const ranges = content.filter((media) => media.type.includes('*') && typeOf(media) !== type);
  return declaredFor(ranges, type);
}
