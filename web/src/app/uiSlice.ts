import { createSlice, type PayloadAction } from '@reduxjs/toolkit';

export interface UiSlice {
  /** Ids of the detectors that are ticked in the list. */
  selected: string[];
  /** Whether the list of keys is open. */
  help: boolean;
}

const initialState: UiSlice = { selected: [], help: false };

const slice = createSlice({
  name: 'ui',
  initialState,
  reducers: {
    selectionChanged: (ui, { payload }: PayloadAction<string[]>) => {
      ui.selected = payload;
    },
    helpToggled: (ui, { payload }: PayloadAction<boolean>) => {
      ui.help = payload;
    },
  },
});

export const { selectionChanged, helpToggled } = slice.actions;
export const uiReducer = slice.reducer;
