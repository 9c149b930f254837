import { docsSchema, i18nSchema } from '@astrojs/starlight/schema';
import { defineCollection, type BaseSchema, type CollectionConfig } from 'astro/content/config';
import { apiPages, ref, root } from 'virtual:site-settings';

import { pageLoader } from './page-loader.ts';

export const collections: Record<string, CollectionConfig<BaseSchema>> = {
  docs: defineCollection({ loader: pageLoader(root, ref, apiPages), schema: docsSchema() }),
  i18n: defineCollection({
    loader: () => [
      { id: 'en', 'search.devWarning': 'Only the built site can be searched: pnpm docs:build' },
    ],
    schema: i18nSchema(),
  }),
};
