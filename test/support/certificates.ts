/** Certificates for tests, made by openssl: an authority, a server of its, and a self-signed server. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface TestCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface TestCertificates {
  readonly authority: TestCertificate;
  /** For 127.0.0.1 and localhost, by the authority. */
  readonly server: TestCertificate;
  /** For 127.0.0.1 and localhost, by itself. */
  readonly selfSigned: TestCertificate;
  /** For another.example, by the authority. */
  readonly otherName: TestCertificate;
}

const SERVER = ['basicConstraints=critical,CA:FALSE', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];

/** Why none can be made here; undefined when they can. Tests that need them are skipped with it in their name. */
export const OPENSSL_MISSING: string | undefined =
  spawnSync('openssl', ['version']).status === 0 ? undefined : 'no openssl; install the package openssl';

const NONE: TestCertificate = { cert: '', key: '' };

/** Empty ones where openssl is missing. */
export function makeCertificates(): TestCertificates {
  if (OPENSSL_MISSING !== undefined) return { authority: NONE, server: NONE, selfSigned: NONE, otherName: NONE };
  const folder = mkdtempSync(path.join(os.tmpdir(), 'isthmus-certificates-'));
  const at = (name: string): string => path.join(folder, name);
  const openssl = (...args: string[]): void => void execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  const key = (name: string): void =>
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', at(`${name}.key`));
  const read = (name: string): TestCertificate => ({
    cert: readFileSync(at(`${name}.pem`), 'utf8'),
    key: readFileSync(at(`${name}.key`), 'utf8'),
  });
  const own = (name: string, subject: string, extensions: readonly string[]): void => {
    key(name);
    const added = extensions.flatMap((extension) => ['-addext', extension]);
    openssl(
      'req',
      '-x509',
      '-new',
      '-key',
      at(`${name}.key`),
      '-subj',
      subject,
      '-days',
      '30',
      ...added,
      '-out',
      at(`${name}.pem`),
    );
  };
  const signed = (name: string, subject: string, extensions: readonly string[]): void => {
    key(name);
    openssl('req', '-new', '-key', at(`${name}.key`), '-subj', subject, '-out', at(`${name}.csr`));
    writeFileSync(at(`${name}.ext`), extensions.join('\n'));
    openssl(
      'x509',
      '-req',
      '-in',
      at(`${name}.csr`),
      '-CA',
      at('authority.pem'),
      '-CAkey',
      at('authority.key'),
      '-CAcreateserial',
      '-days',
      '30',
      '-extfile',
      at(`${name}.ext`),
      '-out',
      at(`${name}.pem`),
    );
  };
  try {
    own('authority', '/CN=Isthmus test authority', []);
    signed('server', '/CN=Isthmus test server', SERVER);
    own('self', '/CN=Isthmus self-signed server', SERVER);
    signed('other', '/CN=another.example', [
      'basicConstraints=critical,CA:FALSE',
      'subjectAltName=DNS:another.example',
    ]);
    return { authority: read('authority'), server: read('server'), selfSigned: read('self'), otherName: read('other') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
