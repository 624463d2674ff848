import { describe, expect, test } from 'vitest';
import { CLOUDS, cloudOf } from './clouds.ts';
import { credentialOf } from './credentials.ts';

const REFUSED = { code: 'IST-2220' };

describe("this machine's own identity", () => {
  const settings = {
    cloud: 'custom',
    resourceManager: 'https://management.local.example',
    authorityHost: 'https://login.local.example',
  };
  const custom = cloudOf(settings);

  test('is not sent to endpoints that somebody names, unless the process allows it', async () => {
    const refused = credentialOf({ settings, secrets: {} }, custom);
    await expect(refused).rejects.toMatchObject({
      ...REFUSED,
      message: expect.stringContaining('ISTHMUS_AMBIENT_IDENTITY=allow'),
    });
    await expect(credentialOf({ settings, secrets: {} }, custom, true)).resolves.toBeDefined();
  });

  test('is not needed there with a secret, and is used in the listed clouds', async () => {
    const application = { ...settings, tenantId: '00000000-0000-0000-0000-000000000001', clientId: 'app' };
    await expect(
      credentialOf({ settings: application, secrets: { clientSecret: 'x' } }, custom),
    ).resolves.toBeDefined();
    for (const [cloud, known] of Object.entries(CLOUDS))
      await expect(credentialOf({ settings: { cloud }, secrets: {} }, known)).resolves.toBeDefined();
  });
});
