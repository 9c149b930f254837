import { describeInvariants } from './describe-invariants.ts';
import { inlineExternalExamples } from './external-examples.ts';
import { validInvariants } from './valid-invariants.ts';

/** Our plugin for Redocly's linter and bundler. Node runs it from source, without a build. */
export default () => ({
  id: 'batch-status',
  preprocessors: { oas3: { 'inline-external-examples': inlineExternalExamples } },
  rules: { oas3: { 'valid-invariants': validInvariants } },
  decorators: { oas3: { 'describe-invariants': describeInvariants } },
});
