import { type Binding, ivr } from "@switchhook/core";
import { audioS3 } from "@switchhook/plugin-audio-s3";
import { appointmentOf } from "./appointment.js";
import { appointmentReminder } from "./appointment-reminder.js";

/** Calls people about their appointments, in their language. Needs `ReminderOutcomes`. */
export const reminderCalls = (...services: Binding[]) =>
  ivr({ locale: (call) => appointmentOf(call)?.language ?? "en-US" })
    .use(
      audioS3({
        prompts: {
          reminder: {
            text: "Hello, this is Example Dental. You have an appointment on {day}, at {time}. To confirm it, press 1. To be called back, press 2. To cancel it, press 3.",
          },
          "reminder-keys": { text: "Please press 1, 2 or 3." },
          "reminder-message": {
            text: "This is a message from Example Dental. You have an appointment on {day}, at {time}. To change it, please call us. Goodbye.",
          },
          confirmed: { text: "Thank you. We are looking forward to seeing you." },
          "call-back": { text: "Thank you. We are going to call you back." },
          cancelled: { text: "Your appointment is cancelled. Goodbye." },
          "not-noted": { text: "Sorry, we could not note that. Please call us. Goodbye." },
          "called-in": { text: "This is the reminder line of Example Dental. Nobody answers here. Goodbye." },
        },
        locales: {
          "es-US": {
            reminder: {
              text: "Hola, le llamamos de Example Dental. Usted tiene una cita el {day}, a las {time}. Para confirmarla, oprima 1. Para que le llamemos, oprima 2. Para cancelarla, oprima 3.",
            },
            "reminder-keys": { text: "Por favor, oprima 1, 2 o 3." },
            "reminder-message": {
              text: "Este es un mensaje de Example Dental. Usted tiene una cita el {day}, a las {time}. Para cambiarla, llámenos por favor. Adiós.",
            },
            confirmed: { text: "Gracias. Le esperamos." },
            "call-back": { text: "Gracias. Le vamos a llamar." },
            cancelled: { text: "Su cita está cancelada. Adiós." },
            "not-noted": { text: "Lo sentimos, no pudimos anotarlo. Llámenos por favor. Adiós." },
          },
        },
      }),
    )
    .use(appointmentReminder())
    .bind(...services)
    .build();
