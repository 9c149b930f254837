import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The part of Vite's server that this needs. */
interface Server {
  middlewares: {
    use: (handler: (request: { url?: string }, _: unknown, next: () => void) => void) => void;
  };
}

/** Lets the development server show `index.html` of a folder of public files, as hosts do. */
export function serveFolders(publicFolder: string) {
  return {
    name: 'serve-folders',
    configureServer({ middlewares }: Server): void {
      middlewares.use((request, _, next) => {
        const { pathname } = new URL(request.url ?? '/', 'http://localhost');
        const page = `${pathname}index.html`;
        if (pathname.endsWith('/') && existsSync(join(publicFolder, page))) request.url = page;
        next();
      });
    },
  };
}
