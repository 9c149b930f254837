import type { SchemaDifference } from '../../comparison/compare-schemas.ts';

const longest = 80;

/** A difference in a few words: where in the value, and what was and what is. */
export function wordsFor(name: string, difference: SchemaDifference): string {
  const { path, key, base, revision, isWording } = difference;
  const place = path.length === 0 ? name : `${name} at /${path.join('/')}`;
  return `${place}: ${isWording ? `${subjectOf(key)} changed` : whatOf(key, base.value, revision.value)}`;
}

function subjectOf(key: string): string {
  return cut(
    key.replace(/^properties /, 'member ').replace(/^message of /, 'the message of the rule '),
  );
}

function whatOf(key: string, before: string | undefined, after: string | undefined): string {
  const [, keyword = key, argument] = /^(\S+) (.*)$/s.exec(key) ?? [];
  if (key === 'null') return after === 'true' ? 'can be null' : 'cannot be null';
  if (keyword === 'required') return `${cut(argument!)} is ${after ? 'required' : 'optional'}`;
  if (keyword === 'properties') return `member ${cut(argument!)} ${changed(before, after)}`;
  if (keyword === 'rule' && before && after) {
    const severity = before === after ? '' : `: ${before} → ${after}`;
    return `rule ${argument!.split(' → ').map(cut).join(' → ')}${severity}`;
  }
  if (keyword === 'rule') return `rule ${cut(argument!)} ${changed(before, after)}`;
  if (key === 'composition') return `composed in another way (${before} → ${after})`;
  if (key.endsWith(' branch')) {
    const branch = (before ?? after)!.split('/').at(-1)!;
    return `branch ${cut(branch)} of ${keyword} ${changed(before, after)}`;
  }
  const isFlag = before === undefined ? after === 'true' : before === 'true' && after === undefined;
  if (isFlag || before === 'a schema' || after === 'a schema') {
    return `${cut(key)} ${changed(before, after)}`;
  }
  return `${cut(key)}: ${cut(before ?? 'none')} → ${cut(after ?? 'none')}`;
}

function changed(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

function cut(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
