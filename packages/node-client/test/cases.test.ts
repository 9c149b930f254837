import { describeCases } from '@batch-status/client-suite/describe-cases';
import { inject } from 'vitest';
import * as library from '../src/index.ts';

describeCases({
  name: 'the Node client',
  client: 'node',
  library,
  serverUrl: inject('faultServerUrl'),
});
