import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pointerTo } from '@batch-status/json-schema';
import { expect, test } from 'vitest';

import { anyYamlSource } from '../../src/contract/source/any-yaml-source.ts';
import { yamlSource } from '../../src/contract/source/yaml-source.ts';

const examples = dirname(
  createRequire(import.meta.url).resolve('@readme/oas-examples/package.json'),
);
const text = (file: string): string => readFileSync(file, 'utf8');

const handwritten = `# A comment
anchored: &base
  "quoted": 'a ''b'''
  plain: text of
    two lines
  block: |
    line

    line
  folded: >-
    one
    two
list:
- 1
- "two"
- [3, {four: 4, "five" : 5}]
- ? key
  : value
merged:
  <<: *base
  plain: own
several:
  <<: [*base, {other: 1}]
alias: *base
numbers: [0x1F, 0o17, 017, +1, .5, 1., 1e3, -0, 1_000, 0b1, 1.0.0, 12-3, 10000000000000000000]
words: [yes, true, True, null, ~, Null, 2001-01-01, '']
empty:
200: {}
__proto__: 1
constructor: 2
`;

test.each([
  ['our contract', text(join(import.meta.dirname, '../../../../openapi/batch-status.yaml'))],
  ['a public contract', text(join(examples, '3.1/yaml/train-travel.yaml'))],
  ['one with aliases', text(join(examples, '3.0/yaml/schema-types.yaml'))],
  ['handwritten YAML', handwritten],
  ['carriage returns', 'a: 1\r\nb:\r\n  - c: 2\r\n\r\n  - d\r\n'],
])('%s is read fast as the parser for all YAML reads it', (_, source) => {
  const fast = yamlSource(source, 'a.yaml')!;
  const any = anyYamlSource(source, 'a.yaml');
  expect(fast.value).toEqual(any.value);
  for (const pointer of pointersIn(any.value)) {
    expect([pointer, fast.positionOf(pointer)]).toEqual([pointer, any.positionOf(pointer)]);
    expect([pointer, fast.textOfNumber(pointer)]).toEqual([pointer, any.textOfNumber(pointer)]);
  }
  for (const pointer of ['/none', '/list/9', '/anchored/none/inner']) {
    expect(fast.positionOf(pointer)).toEqual(any.positionOf(pointer));
  }
});

test.each([
  ['a tag', 'a: !own 1'],
  ['a control character', 'a: "\u0007"'],
  ['no document', '# nothing'],
  ['a list as a name', '[1]: 2'],
  ['a name twice', 'a: 1\na: 2'],
  ['two documents', 'a: 1\n---\nb: 2'],
])('%s is left to the parser for all YAML', (_, source) => {
  expect(yamlSource(source, 'a.yaml')).toBeUndefined();
});

function* pointersIn(value: unknown, pointer = ''): Generator<string> {
  yield pointer;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    yield* pointersIn(inner, pointerTo(pointer, name));
  }
}
