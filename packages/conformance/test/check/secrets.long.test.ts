import { describeSecrets } from './describe-secrets.ts';

describeSecrets(3000);
