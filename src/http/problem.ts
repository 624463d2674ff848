/** Every error as RFC 9457 problem details: the one place where errors become responses. */

import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { IsthmusError } from '../core/errors/errors.ts';
import type { ErrorCause } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { problemOf } from '../services/operations.ts';

function validationCauses(error: FastifyError): ErrorCause[] {
  const part = error.validationContext === 'querystring' ? 'query' : (error.validationContext ?? 'request');
  return (error.validation ?? []).map((issue) => ({
    where: `${part}${issue.instancePath.replaceAll('/', '.')}`,
    message: issue.message ?? 'is not valid',
  }));
}

/** Turns what Fastify and the zod compilers throw into errors of the registry. */
function known(error: FastifyError): IsthmusError | undefined {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const causes = validationCauses(error);
    const first = causes[0];
    return failure('IST-8007', first === undefined ? error.message : `${first.where ?? 'request'}: ${first.message}`, {
      causes,
    });
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return failure('IST-8009', 'the body is larger than this address takes');
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return failure('IST-8010', 'this address does not take that content type');
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return failure('IST-8007', error.message);
  }
  return undefined;
}

/** The error as the registry has it; what is unexpected is logged in full and told without its inside. */
function registeredError(thrown: unknown, log: Pick<FastifyBaseLogger, 'error'>): IsthmusError {
  if (thrown instanceof IsthmusError) {
    if (thrown.definition.status >= 500) log.error({ err: thrown, code: thrown.code }, 'request failed');
    return thrown;
  }
  const registered = thrown instanceof Error ? known(thrown as FastifyError) : undefined;
  if (registered !== undefined) return registered;
  log.error({ err: thrown }, 'unexpected failure');
  return failure('IST-7001', 'the server met an unexpected failure', {
    hint: 'The log of the server has the details under the instance of this answer.',
  });
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, thrown: unknown): FastifyReply {
  const error = registeredError(thrown, request.log);
  if (error.definition.status === 401) void reply.header('www-authenticate', 'Bearer realm="isthmus"');
  // What is left of a body nobody wants must not be read as the next request.
  if (error.definition.status === 413) void reply.header('connection', 'close');
  if (error.definition.status === 429) void reply.header('retry-after', '60');
  const problem = { ...problemOf(error), instance: `urn:isthmus:request:${request.id}` };
  // As text: the serializer of the route knows its own answer only.
  return reply
    .code(problem.status)
    .type('application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}
