/* The peer of mathforml.reinforcement.value_iteration: the same steps as plain loops. */
void value_iteration(const double *transitions, const double *rewards, double gamma,
                     int n_actions, int n_states, int n_steps, double *values, double *before)
{
    for (int step = 0; step < n_steps; step++) {
        for (int s = 0; s < n_states; s++)
            before[s] = values[s];
        for (int a = 0; a < n_actions; a++)
            for (int s = 0; s < n_states; s++) {
                const double *row = transitions + ((long)a * n_states + s) * n_states;
                double next = 0;
                for (int t = 0; t < n_states; t++)
                    next += row[t] * before[t];
                const double value = rewards[a * n_states + s] + gamma * next;
                if (a == 0 || value > values[s])
                    values[s] = value;
            }
    }
}
