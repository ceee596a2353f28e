/** Whether sources answer and this service does its job. */
package io.aiops.ingest.health;
