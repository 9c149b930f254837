/** What depends on the platform, for all platforms but web pages. See platform.browser.ts. */
export { demandPlatform } from './demand-platform.ts';
export { explainFailure } from './explain-failure.ts';
export { withoutContents } from '../errors/without-contents.ts';
