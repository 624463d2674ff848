/** The clouds Azure is run in. A custom one is an Azure Stack Hub, or a cloud that is not listed here. */

import { failure } from '../../core/errors/registry.ts';
import type { Settings } from '../connection.ts';

export interface Cloud {
  readonly title: string;
  /** Origin without a slash at its end. */
  readonly resourceManager: string;
  readonly authorityHost: string;
  /** Whom a token is for: the scope is this and "/.default". */
  readonly audience: string;
  readonly portal?: string;
}

export const CLOUDS = {
  public: {
    title: 'public cloud',
    resourceManager: 'https://management.azure.com',
    authorityHost: 'https://login.microsoftonline.com',
    audience: 'https://management.azure.com',
    portal: 'https://portal.azure.com',
  },
  'us-government': {
    title: 'US Government',
    resourceManager: 'https://management.usgovcloudapi.net',
    authorityHost: 'https://login.microsoftonline.us',
    audience: 'https://management.core.usgovcloudapi.net',
    portal: 'https://portal.azure.us',
  },
  china: {
    title: 'China, 21Vianet',
    resourceManager: 'https://management.chinacloudapi.cn',
    authorityHost: 'https://login.chinacloudapi.cn',
    audience: 'https://management.core.chinacloudapi.cn',
    portal: 'https://portal.azure.cn',
  },
} as const satisfies Readonly<Record<string, Cloud>>;

export const CLOUD_NAMES = [...Object.keys(CLOUDS), 'custom'];

/** Throws IST-2220 for a cloud that is not known and for endpoints that are missing or not https. */
export function cloudOf(settings: Settings): Cloud {
  const name = settings['cloud'] ?? 'public';
  if (name !== 'custom') {
    const astray = ['resourceManager', 'authorityHost', 'audience'].filter((field) => settings[field] !== undefined);
    if (astray.length > 0) throw failure('IST-2220', `${astray.join(', ')} can be given only with cloud custom`);
    const known = Object.entries(CLOUDS).find(([key]) => key === name)?.[1];
    if (known === undefined) throw failure('IST-2220', `cloud must be one of ${CLOUD_NAMES.join(', ')}`);
    return known;
  }
  const resourceManager = originOf(settings, 'resourceManager');
  return {
    title: 'custom cloud',
    resourceManager,
    authorityHost: endpointOf(settings, 'authorityHost'),
    audience: settings['audience'] === undefined ? resourceManager : endpointOf(settings, 'audience'),
  };
}

function endpointOf(settings: Settings, name: string): string {
  const text = settings[name];
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (
    typeof text !== 'string' ||
    url === null ||
    url.protocol !== 'https:' ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw failure('IST-2220', `${name} must be an https address, such as https://management.local.example`);
  }
  return text.trim().replace(/\/+$/, '');
}

function originOf(settings: Settings, name: string): string {
  const { origin, pathname } = new URL(endpointOf(settings, name));
  if (pathname !== '/') throw failure('IST-2220', `${name} must be an address without a path`);
  return origin;
}
