import { CallCommands, callCommands } from "@switchhook/aws";
import { value } from "@switchhook/core";
import { dynamoRooms } from "@switchhook/plugin-meeting-pin";
import { dialIn } from "./meeting-pin.js";

export const withRooms = ({
  sipMediaApplicationId,
  table,
}: {
  sipMediaApplicationId: string;
  table: string;
}) =>
  // #region rooms
  dialIn.bind(value(CallCommands, callCommands({ sipMediaApplicationId })), dynamoRooms({ table }));
// #endregion
