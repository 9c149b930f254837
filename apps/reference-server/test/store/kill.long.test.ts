import { describeKills } from './describe-kills.ts';

describeKills({ writers: 12, commands: 6 });
