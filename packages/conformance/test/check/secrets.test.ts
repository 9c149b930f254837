import { describeSecrets } from './describe-secrets.ts';

describeSecrets(50);
