/** How Isthmus proves to Azure who it is. */

import type { TokenCredential } from '@azure/core-auth';
import { failure } from '../../core/errors/registry.ts';
import type { ConnectRequest } from '../connection.ts';
import type { Cloud } from './clouds.ts';

/** Who runs Isthmus sets it to "allow" when a custom cloud is their own. */
const VARIABLE = 'ISTHMUS_AMBIENT_IDENTITY';

/**
 * With a secret: that of an application (tenantId, clientId). Without: what this machine has, in the order of
 * DefaultAzureCredential; that is sent to endpoints of a custom cloud only when the process allows it, since whoever
 * sets up a source could name their own. Throws IST-2220 for a combination that cannot work.
 */
export async function credentialOf(
  { settings, secrets }: Pick<ConnectRequest, 'settings' | 'secrets'>,
  cloud: Cloud,
  ambientAllowed = process.env[VARIABLE] === 'allow',
): Promise<TokenCredential> {
  const { tenantId, clientId, caCertificate } = settings;
  const { clientSecret, clientCertificate } = secrets;
  const common = {
    authorityHost: cloud.authorityHost,
    ...(typeof caCertificate === 'string' && { tlsOptions: { ca: caCertificate } }),
    // Only the listed clouds are known to the discovery service; a custom one vouches for itself.
    disableInstanceDiscovery: settings['cloud'] === 'custom',
    retryOptions: { maxRetries: 2 },
  };
  if (clientSecret !== undefined && clientCertificate !== undefined)
    throw failure('IST-2220', 'give clientSecret or clientCertificate, not both');
  const secret = clientSecret ?? clientCertificate;
  if (secret === undefined) {
    if (settings['cloud'] === 'custom' && !ambientAllowed)
      throw failure(
        'IST-2220',
        `the identity of this machine is not sent to a custom cloud (${cloud.authorityHost}, ${cloud.resourceManager}): give clientSecret or clientCertificate, or set ${VARIABLE}=allow in the environment of Isthmus`,
      );
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential({
      ...common,
      ...(typeof tenantId === 'string' && { tenantId }),
      ...(typeof clientId === 'string' && { managedIdentityClientId: clientId, workloadIdentityClientId: clientId }),
    });
  }
  if (typeof tenantId !== 'string' || typeof clientId !== 'string')
    throw failure('IST-2220', 'a client secret or certificate needs tenantId and clientId beside it');
  const { ClientCertificateCredential, ClientSecretCredential } = await import('@azure/identity');
  if (clientSecret !== undefined) return new ClientSecretCredential(tenantId, clientId, clientSecret, common);
  if (!/-----BEGIN CERTIFICATE-----/.test(secret) || !/-----BEGIN (?:RSA |EC )?PRIVATE KEY-----/.test(secret))
    throw failure('IST-2220', 'clientCertificate must hold the certificate and its private key, both in PEM form');
  return new ClientCertificateCredential(tenantId, clientId, { certificate: secret }, common);
}
