import * as z from 'zod';

const share = z.number().min(0).max(1);
const enabled = z.enum(['Enabled', 'Disabled']);
export const inferredTypes = ['Integral', 'Fractional', 'String', 'Unknown'] as const;

/** Of all features, or, in a feature's overrides, of one. */
const monitoringConfig = z.strictObject({
  evaluate_constraints: enabled.optional(),
  emit_metrics: enabled.optional(),
  datatype_check_threshold: share.optional(),
  domain_content_threshold: share.optional(),
  distribution_constraints: z
    .strictObject({
      perform_comparison: enabled.optional(),
      comparison_threshold: z.number().min(0).optional(),
      comparison_method: z.enum(['Robust', 'Simple']).optional(),
      categorical_comparison_threshold: z.number().min(0).optional(),
      categorical_drift_method: z.enum(['LInfinity', 'ChiSquared']).optional(),
    })
    .optional(),
});
export type MonitoringConfig = z.output<typeof monitoringConfig>;

const feature = z.strictObject({
  name: z.string().min(1),
  inferred_type: z.enum(inferredTypes),
  completeness: share.optional(),
  num_constraints: z.strictObject({ is_non_negative: z.boolean().optional() }).optional(),
  string_constraints: z.strictObject({ domains: z.array(z.string()).optional() }).optional(),
  /** The documentation's spelling, and the one of the files that the service writes. */
  monitoringConfigOverrides: monitoringConfig.optional(),
  monitoring_config_overrides: monitoringConfig.optional(),
});
export type Feature = z.output<typeof feature>;

/** `constraints.json` of data quality. */
export const constraintsSchema = z.strictObject({
  version: z.number(),
  features: z.array(feature).min(1),
  monitoring_config: monitoringConfig.optional(),
});
export type Constraints = z.input<typeof constraintsSchema>;
