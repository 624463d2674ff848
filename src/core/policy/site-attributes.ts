/**
 * What is known of a place and of who runs it. Names follow the vocabulary of catalog/sovereignty.yaml, so that a
 * regime's `site.operator.parentCountry` is this schema's `operator.parentCountry`. What is absent is unknown.
 */

import { z } from 'zod';

export const country = z.string().regex(/^[A-Z]{2}$/, 'two-letter ISO 3166-1 code in capitals, in quotes ("NO")');
const countries = z.array(country);
const optionalBoolean = z.boolean().optional();
const share = z.number().min(0).max(100).optional();
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'date as YYYY-MM-DD');

export const keyCustodySchema = z.enum([
  'providerManaged',
  'customerManagedInProvider',
  'customerHsmInProvider',
  'customerHsmOnPrem',
  'externalKms',
  'none',
]);

/** Objectives of the EU Cloud Sovereignty Framework, spelt so that a rule can name them. */
export const csfObjective = z.enum(['SOV1', 'SOV2', 'SOV3', 'SOV4', 'SOV5', 'SOV6', 'SOV7', 'SOV8']);

/** What is known of a place and of who runs it. Own attributes go under `custom`. */
export const siteAttributesSchema = z
  .strictObject({
    country: country.optional(),
    city: z.string().optional(),
    latitude: z.number().min(-90).max(90).optional(),
    longitude: z.number().min(-180).max(180).optional(),
    operator: z
      .strictObject({
        name: z.string().optional(),
        country: country.optional(),
        parentCountry: country.optional(),
        thirdCountryShareSinglePct: share,
        thirdCountryShareTotalPct: share,
        thirdCountryVeto: optionalBoolean,
        /** True when the organisation runs the site itself, so that no outside provider processes its data. */
        own: optionalBoolean,
      })
      .optional(),
    controlPlane: z
      .strictObject({
        country: country.optional(),
        operatorParentCountry: country.optional(),
        autonomous: optionalBoolean,
      })
      .optional(),
    admin: z
      .strictObject({
        countries: countries.optional(),
        citizenships: countries.optional(),
        screening: z.enum(['none', 'background', 'us-person', 'us-citizen-cleared', 'eu-citizen']).optional(),
      })
      .loose()
      .optional(),
    support: z.strictObject({ countries: countries.optional(), documented: optionalBoolean }).loose().optional(),
    subprocessors: z.strictObject({ countries: countries.optional() }).loose().optional(),
    /** Ids of the certificates held, such as "iso27001" or "c5-type2". */
    certifications: z.array(z.string()).optional(),
    /** The same with scope and end date; an expired one counts no more. */
    certificates: z
      .array(
        z.strictObject({
          id: z.string(),
          scope: z.string().optional(),
          level: z.string().optional(),
          validTo: isoDate.optional(),
        }),
      )
      .optional(),
    connectivity: z.enum(['connected', 'intermittent', 'airGapped']).optional(),
    tenancy: z.enum(['shared', 'shared-strong', 'dedicatedHost', 'dedicatedSite']).optional(),
    community: z.enum(['general', 'government', 'dod']).optional(),
    keyCustody: z.strictObject({ offered: keyCustodySchema.optional() }).loose().optional(),
    confidentialCompute: z.enum(['none', 'tee', 'teeWithRemoteAttestation']).optional(),
    /** Holds for every disk and every link at this site. */
    encryption: z.strictObject({ atRest: optionalBoolean, inTransit: optionalBoolean }).optional(),
    hardware: z.strictObject({ originCountries: countries.optional() }).loose().optional(),
    software: z
      .strictObject({
        originCountries: countries.optional(),
        openSource: z.enum(['none', 'partial', 'full']).optional(),
      })
      .loose()
      .optional(),
    backup: z.strictObject({ countries: countries.optional() }).loose().optional(),
    dr: z.strictObject({ countries: countries.optional() }).loose().optional(),
    telemetry: z.strictObject({ countries: countries.optional() }).loose().optional(),
    contract: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).optional(),
    env: z.record(z.string(), z.number()).optional(),
    /** Provider's answers that only the provider or its contract can give. */
    importer: z.strictObject({ dpfListed: optionalBoolean, dpfUkExtension: optionalBoolean }).optional(),
    changeNoticeDays: z.number().nonnegative().optional(),
    compelledAccessProcedurePublished: optionalBoolean,
    foreignAccessDisclosed: optionalBoolean,
    outsideSupplierCanReachData: optionalBoolean,
    criticalThirdParty: optionalBoolean,
    criticalThirdPartyHasEuSubsidiary: optionalBoolean,
    supervisorAccessFromCH: optionalBoolean,
    thirdCountryRisksAssessed: optionalBoolean,
    inAuthorisationBoundary: optionalBoolean,
    network: z.strictObject({ dodAccessPoint: optionalBoolean }).loose().optional(),
    /** none: certified at no level. */
    eucsLevel: z.enum(['none', 'basic', 'substantial', 'high']).optional(),
    cadaLevel: z.number().int().min(0).max(4).optional(),
    mlpsLevel: z.number().int().min(1).max(5).optional(),
    /** SEAL levels an assessor gave: { SOV1: 3 }. They count instead of the levels derived here. */
    csf: z.partialRecord(csfObjective, z.number().int().min(0).max(4)).optional(),
    /** Prefilled from the catalogue where the region is in it. */
    zones: z.number().int().nonnegative().optional(),
    pairCountry: country.optional(),
    euDataBoundary: optionalBoolean,
    /** Overrides what is derived from the operator's countries: say so only after legal advice. */
    exposedLaws: z.array(z.string()).optional(),
    /** Attributes of your own, for rules of your own: read as `site.custom.<name>`. */
    custom: z.record(z.string(), z.unknown()).optional(),
  })
  .loose();
