import type { Visitors } from './redocly.ts';

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
  'x-validations'?: Rule[];
}

interface Rule {
  message: string;
  fieldPath?: string;
  severity?: 'error' | 'warning';
}

/** Adds the message of each rule to the description of the member that the rule is about. */
export const describeInvariants: Visitors = () => ({
  Schema: {
    leave(schema: Schema) {
      for (const rule of schema['x-validations'] ?? []) {
        const member = /^\.(\w+)$/.exec(rule.fieldPath ?? '')?.[1] ?? '';
        describe(schema.properties?.[member] ?? schema, rule);
      }
    },
  },
});

function describe(schema: Schema, { message, severity }: Rule): void {
  const item = `- **${severity === 'warning' ? 'Assumed' : 'Guaranteed'}:** ${message}`;
  const before = schema.description?.trimEnd() ?? '';
  // Bundling a bundle would add the message twice.
  if (before.includes(item)) return;
  const isInList = /^- .*$/.test(before.split('\n').at(-1)!);
  schema.description = `${before}${isInList ? '\n' : '\n\n'}${item}\n`.trimStart();
}
