import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Application, OptionDefaults, type ProjectReflection, type TypeDocOptions } from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';

import { repository } from '../links/target.ts';
import { ApiTheme } from './api-theme.ts';
import { completeComments, tagsOfContract } from './complete-comments.ts';
import { nameTypes } from './name-types.ts';
import type { PublishedEntry } from './published-entries.ts';
import { ProblemLogger } from './problem-logger.ts';

/** The API of the packages as TypeDoc reads it from their sources. */
export interface ApiProject {
  application: Application;
  project: ProjectReflection;
  logger: ProblemLogger;
}

/** Options of TypeDoc and of its plugin for Markdown. */
const options: TypeDocOptions & Partial<PluginOptions> = {
  plugin: ['typedoc-plugin-markdown'],
  logLevel: 'Error',
  tsconfig: fileURLToPath(new URL('../../typedoc.tsconfig.json', import.meta.url)),
  // `pnpm types` checks the sources, with another version of TypeScript.
  skipErrorChecking: true,
  readme: 'none',
  disableGit: true,
  sourceLinkTemplate: `${repository}/blob/main/{path}#L{line}`,
  blockTags: [...OptionDefaults.blockTags, ...tagsOfContract],
  preservedTypeAnnotationTags: ['@throws'],
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  sort: ['alphabetical'],
  // A name belongs to the first entry that exports it.
  sortEntryPoints: false,
  alwaysCreateEntryPointModule: true,
  validation: { notExported: false, invalidLink: true, rewrittenLink: true, notDocumented: false },
  router: 'member',
  theme: 'api',
  hidePageHeader: true,
  hideBreadcrumbs: true,
  hidePageTitle: true,
  hideGroupHeadings: true,
  sanitizeComments: true,
  parametersFormat: 'table',
  classPropertiesFormat: 'table',
  interfacePropertiesFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideOverrides: true,
    hideSources: true,
  },
  typeDeclarationVisibility: 'compact',
};

/**
 * Reads the sources of entries, in one run for all.
 *
 * @param entries In the result, a module has the specifier of its entry as its name.
 */
export async function readProject(
  root: string,
  entries: readonly PublishedEntry[],
): Promise<ApiProject> {
  const application = await Application.bootstrapWithPlugins({
    ...options,
    basePath: root,
    displayBasePath: root,
    entryPoints: entries.map(({ source }) => join(root, source)),
  });
  const logger = new ProblemLogger(root);
  application.logger = logger;
  application.renderer.defineTheme('api', ApiTheme);
  const project = await application.convert();
  if (!project) throw new Error('TypeDoc could not read the sources of the packages.');
  for (const module of project.children ?? []) {
    const file = module.sources?.[0]?.fileName;
    module.name = entries.find(({ source }) => source === file)!.specifier;
  }
  nameTypes(project);
  completeComments(project);
  logger.project = project;
  application.validate(project);
  return { application, project, logger };
}
