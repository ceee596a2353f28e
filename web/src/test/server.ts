import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { pagination, session } from './fixtures';

/** An empty installation; each test adds what it is about. */
export const server = setupServer(
  http.get('*/api/session', () => HttpResponse.json(session())),
  http.get('*/q/health/ready', () => HttpResponse.json({ status: 'UP', checks: [] })),
  http.get('*/api/detectors', () => HttpResponse.json({ detectors: [], pagination: pagination(0) })),
  http.get('*/api/anomalies', () => HttpResponse.json({ anomalies: [], pagination: pagination(0) })),
  http.get('*/api/incidents', () => HttpResponse.json({ incidents: [], pagination: pagination(0) })),
  http.get('*/api/suppressions', () => HttpResponse.json({ suppressions: [], pagination: pagination(0) })),
  http.get('*/api/sources', () => HttpResponse.json({ sources: [], pagination: pagination(0) })),
  http.get('*/api/webhooks', () => HttpResponse.json({ webhooks: [], pagination: pagination(0) })),
  http.get('*/api/sources/:name/suggestions', () =>
    HttpResponse.json({ suggestions: [], pagination: pagination(0) }),
  ),
  http.get('*/api/detectors/:id/feedback', () =>
    HttpResponse.json({ feedback: [], pagination: pagination(0) }),
  ),
  http.get('*/api/jobs', () => HttpResponse.json({ jobs: [], pagination: pagination(0) })),
  http.get('*/api/events', () => HttpResponse.json({ events: [] })),
);

/** An error answer as the services give it. */
export function problem(status: number, title: string, detail = '', more: object = {}) {
  return HttpResponse.json(
    { type: 'urn:aiops:problem:test', title, status, detail, ...more },
    { status, headers: { 'Content-Type': 'application/problem+json' } },
  );
}
