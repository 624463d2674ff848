import { describe, expect, it } from 'vitest';
import { PassThrough } from 'node:stream';
import { whileWaiting } from './waiting.ts';

function cliOn(isTTY: boolean) {
  const stderr = Object.assign(new PassThrough(), { isTTY });
  return { cli: { streams: { stdout: new PassThrough(), stderr } }, shown: (): string => String(stderr.read() ?? '') };
}

describe('while an answer takes its time', () => {
  it('a terminal says what is done, and wipes it, whatever comes', async () => {
    const { cli, shown } = cliOn(true);
    expect(await whileWaiting(cli, 'counting', async () => 7)).toBe(7);
    expect(shown()).toBe('counting …\r\u001b[2K');
    await expect(whileWaiting(cli, 'counting', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(shown()).toBe('counting …\r\u001b[2K');
  });

  it('a log gets nothing', async () => {
    const { cli, shown } = cliOn(false);
    await whileWaiting(cli, 'counting', async () => 7);
    expect(shown()).toBe('');
  });
});
