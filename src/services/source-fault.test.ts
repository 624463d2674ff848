import { describe, expect, it } from 'vitest';
import { scrubber } from './source-scrub.ts';

const thrown = (code: string, message = 'it went wrong'): Error => Object.assign(new Error(message), { code });

describe('what a provider throws without an error of ours', () => {
  it.each([
    { what: 'a host nobody knows', error: thrown('ENOTFOUND'), code: 'IST-2201' },
    { what: 'a closed port', error: thrown('ECONNREFUSED'), code: 'IST-2201' },
    { what: 'a host that does not answer', error: thrown('ETIMEDOUT'), code: 'IST-2201' },
    { what: 'a self-signed certificate', error: thrown('DEPTH_ZERO_SELF_SIGNED_CERT'), code: 'IST-2202' },
    { what: 'an unknown authority', error: thrown('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), code: 'IST-2202' },
    { what: 'a certificate of another host', error: thrown('ERR_TLS_CERT_ALTNAME_INVALID'), code: 'IST-2202' },
    { what: 'a connection that breaks', error: thrown('ECONNRESET'), code: 'IST-2207' },
    {
      what: 'what fetch wraps',
      error: new TypeError('fetch failed', { cause: new AggregateError([thrown('ECONNREFUSED')]) }),
      code: 'IST-2201',
    },
    { what: 'a code of the port', error: thrown('IST-2203'), code: 'IST-2203' },
    { what: 'a code of something else', error: thrown('IST-2225'), code: 'IST-7001' },
    { what: 'anything else', error: new TypeError('x is not a function'), code: 'IST-7001' },
    { what: 'no error at all', error: 'text', code: 'IST-7001' },
  ])('is told by its cause: $what', ({ error, code }) => {
    expect(scrubber({}).error(error)).toMatchObject({ code });
  });

  it('still loses its secrets', () => {
    const error = scrubber({ token: 'very-secret' }).error(thrown('IST-2203', 'very-secret is refused'));
    expect(error).toMatchObject({ code: 'IST-2203', message: '[secret] is refused' });
  });
});
