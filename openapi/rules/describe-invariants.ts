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

/** Says in the description of each member what the rules beside its schema promise of it. */
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
  // A bundle that is bundled again has it already.
  if (before.includes(item)) return;
  const isInList = /^- .*$/.test(before.split('\n').at(-1)!);
  schema.description = `${before}${isInList ? '\n' : '\n\n'}${item}\n`.trimStart();
}
