/**
 * Signing in with the program that a kubeconfig names (exec, auth-provider). Whoever may set up a source could name any
 * program, so the source's setting alone is not enough: who runs Isthmus must allow it for the whole process.
 */

import { failure } from '../../../core/errors/registry.ts';
import type { Access } from '../wire/client.ts';

const VARIABLE = 'ISTHMUS_CREDENTIAL_PLUGINS';

/** Throws IST-2220 when plugins are not allowed, IST-2203 when the program fails. */
export async function pluginHeaders(
  kubeconfig: string,
  context: string,
  allowedBySource: boolean,
  allowedHere = process.env[VARIABLE] === 'allow',
): Promise<Access['headers']> {
  if (!allowedBySource || !allowedHere) {
    const needed = [
      ...(allowedBySource ? [] : ['the setting credentialPlugins']),
      ...(allowedHere ? [] : [`${VARIABLE}=allow in the environment`]),
    ];
    throw failure(
      'IST-2220',
      `the kubeconfig signs in by running a program on this machine, which is not allowed here: it needs ${needed.join(' and ')}. A service account with the read-only role and its token needs no program`,
    );
  }
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  config.loadFromString(kubeconfig);
  config.setCurrentContext(context);
  return async () => {
    try {
      const options: Parameters<typeof config.applyToHTTPSOptions>[0] = {};
      await config.applyToHTTPSOptions(options);
      const headers = new Headers((options.headers ?? {}) as Record<string, string>);
      const authorization = headers.get('authorization');
      if (authorization === null) throw failure('IST-2203', 'the credential plugin gave no token');
      return { authorization };
    } catch (error) {
      // The program's own words may hold the token.
      throw failure('IST-2203', 'the credential plugin of the kubeconfig failed', {
        cause: error instanceof Error ? error.name : undefined,
      });
    }
  };
}
