import type { Contract, Rule, Schema } from './contract.ts';

/** The rules of the contract as a list in Markdown, without a heading. */
export function guarantees({ components }: Contract): string {
  return Object.entries(components.schemas)
    .flatMap(([name, schema]) => {
      const rules = schema['x-validations'] ?? [];
      return [
        list(
          `In every \`${name}\`:`,
          rules.filter((rule) => !isTransition(rule)),
        ),
        list(`From one \`${name}\` to a later one:`, rules.filter(isTransition)),
      ];
    })
    .filter((part) => part !== '')
    .join('\n\n');
}

const isTransition = ({ rule }: Rule): boolean => /\boldSelf\b/.test(rule);

const list = (title: string, rules: readonly Rule[]): string =>
  rules.length === 0 ? '' : [title, '', ...rules.map(item)].join('\n');

const item = ({ severity, message }: Rule): string =>
  `- **${severity === 'warning' ? 'Assumed' : 'Guaranteed'}:** ${message}`;

/** A description without the rules that our decorator for Redocly has added to it. */
export function withoutRules(description: string, { components }: Contract): string {
  const rules = Object.values(components.schemas).flatMap(
    (schema: Schema) => schema['x-validations'] ?? [],
  );
  const items = new Set(rules.map(item));
  return description
    .split('\n')
    .filter((line) => !items.has(line))
    .join('\n')
    .trim();
}
