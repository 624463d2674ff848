/** The API's description (OpenAPI 3.1), generated from the schemas that requests are checked with. */

import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { PRODUCT_VERSION } from '../version.ts';

export function addOpenApi(app: FastifyInstance): void {
  void app.register(import('@fastify/swagger'), {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Isthmus',
        version: PRODUCT_VERSION,
        description: 'Control plane for mixed estates. Errors are RFC 9457 problem details with a stable code.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'API token, made with: isthmus token create' },
          session: { type: 'apiKey', in: 'cookie', name: 'isthmus_session', description: 'Session of a browser.' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
}
