import { current, type ThunkAction, type UnknownAction } from '@reduxjs/toolkit';
import type { RootState } from '../store';
import { api, LIST } from './api';
import type { Webhook, WebhookAttempts, WebhookInput, WebhookPage, WebhookTest } from './webhookTypes';

export interface WebhookListArgs {
  page: number;
  limit: number;
  q?: string;
}

function pathOf(id: string): string {
  return `/webhooks/${encodeURIComponent(id)}`;
}

/** The tag of a version, as the server gives it to a single webhook. */
function tagOf({ version }: Pick<Webhook, 'version'>): string {
  return `"${version}"`;
}

/** All of a webhook that a change has to say again. */
export function inputOf({ name, url, kind, events, filter, enabled }: Webhook): WebhookInput {
  return { name, url, kind, events, filter, enabled };
}

type Thunk<T> = ThunkAction<T, RootState, unknown, UnknownAction>;

/** Changes every cached list, and answers how to take that back. */
function inLists(change: (draft: WebhookPage) => void): Thunk<() => void> {
  return (dispatch, getState) => {
    const patches = webhooksApi.util
      .selectCachedArgsForQuery(getState(), 'fetchWebhooks')
      .map((args) => dispatch(webhooksApi.util.updateQueryData('fetchWebhooks', args, change)));
    return () => {
      patches.forEach((patch) => {
        patch.undo();
      });
    };
  };
}

/** Sets whether one is enabled; to undo sets it back by id, as a list may have been fetched meanwhile. */
function enableInLists(id: string, enabled: boolean): Thunk<() => void> {
  return (dispatch) => {
    const set = (value: boolean) =>
      dispatch(
        inLists((draft) => {
          const found = draft.webhooks.find((each) => each.id === id);
          if (found !== undefined) {
            found.enabled = value;
          }
        }),
      );
    set(enabled);
    return () => {
      set(!enabled);
    };
  };
}

/** Webhooks: to enable, disable and delete shows at once and is taken back on refusal. */
export const webhooksApi = api.injectEndpoints({
  endpoints: (build) => ({
    fetchWebhooks: build.query<WebhookPage, WebhookListArgs>({
      query: (args) => ({ url: '/webhooks', params: { ...args } }),
      providesTags: [{ type: 'Webhook', id: LIST }],
    }),
    fetchDeliveries: build.query<WebhookAttempts, string>({
      query: (id) => ({ url: `${pathOf(id)}/deliveries` }),
      providesTags: (_result, _error, id) => [{ type: 'Webhook', id }],
    }),
    createWebhook: build.mutation<Webhook, WebhookInput>({
      query: (body) => ({ url: '/webhooks', method: 'POST', body }),
      invalidatesTags: (result) => (result === undefined ? [] : [{ type: 'Webhook', id: LIST }]),
    }),
    updateWebhook: build.mutation<Webhook, { webhook: Webhook; input: WebhookInput }>({
      query: ({ webhook, input }) => ({
        url: pathOf(webhook.id),
        method: 'PUT',
        body: input,
        headers: { 'If-Match': tagOf(webhook) },
      }),
      // after a refusal the list may be old: ask for the present one
      invalidatesTags: [{ type: 'Webhook', id: LIST }],
    }),
    enableWebhook: build.mutation<Webhook, { webhook: Webhook; name: string; enabled: boolean }>({
      query: ({ webhook, enabled }) => ({
        url: pathOf(webhook.id),
        method: 'PUT',
        body: { ...inputOf(webhook), enabled },
        headers: { 'If-Match': tagOf(webhook) },
      }),
      async onQueryStarted({ webhook, enabled }, { dispatch, queryFulfilled }) {
        const undo = dispatch(enableInLists(webhook.id, enabled));
        try {
          await queryFulfilled;
        } catch {
          undo();
        }
      },
      invalidatesTags: [{ type: 'Webhook', id: LIST }],
    }),
    deleteWebhook: build.mutation<null, { id: string; name: string }>({
      query: ({ id }) => ({ url: pathOf(id), method: 'DELETE', idempotent: true }),
      async onQueryStarted({ id }, { dispatch, queryFulfilled }) {
        const undo = dispatch(
          inLists((draft) => {
            const before = current(draft).webhooks.length;
            draft.webhooks = draft.webhooks.filter((each) => each.id !== id);
            draft.pagination.total -= before - draft.webhooks.length;
          }),
        );
        try {
          await queryFulfilled;
        } catch {
          undo();
        }
      },
      invalidatesTags: [{ type: 'Webhook', id: LIST }],
    }),
    testWebhook: build.mutation<WebhookTest, string>({
      query: (id) => ({ url: `${pathOf(id)}/test`, method: 'POST' }),
      invalidatesTags: (_result, _error, id) => [{ type: 'Webhook', id }],
    }),
  }),
});

export const {
  useFetchWebhooksQuery,
  useFetchDeliveriesQuery,
  useCreateWebhookMutation,
  useUpdateWebhookMutation,
  useEnableWebhookMutation,
  useDeleteWebhookMutation,
  useTestWebhookMutation,
} = webhooksApi;
