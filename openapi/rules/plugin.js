import { inlineExternalExamples } from './external-examples.js';

export default () => ({
  id: 'batch-status',
  preprocessors: { oas3: { 'inline-external-examples': inlineExternalExamples } },
});
