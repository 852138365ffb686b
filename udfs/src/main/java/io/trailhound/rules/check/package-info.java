/**
 * What is told about rules that load: {@link io.trailhound.rules.sigma.RuleReading} in, findings
 * out. Nothing here is needed to run a rule, and a job never loads it.
 */
package io.trailhound.rules.check;
